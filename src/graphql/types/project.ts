import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { Role } from '../../core/model.js';
import { DateTimeScalar } from '../scalars/time.js';
import { enumOf } from './enum-of.js';

/** Said where the setting is read and where it is changed. */
export const repairRemovedGroupsMeaning =
  'Whether events of the Mixpanel browser SDK stop naming a group that its `remove_group` took away. By a fault of that SDK they go on ' +
  'naming it, and carry a property `group_key` with the shorter list instead. A group removed and added again in the same browser ' +
  'then stays away until the page unregisters `group_key` or resets. False for new projects.';

@ObjectType('Project', {
  description:
    'The tenant: everything in the API belongs to the one project of the credentials, and nothing of another can be reached.',
})
export class ProjectNode {
  @Field(() => ID, { description: 'Its number.' })
  id: number;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => String, {
    description: 'Its time zone, an IANA name such as `Europe/Berlin`: days, weeks and months are those of this zone.',
  })
  timeZone: string;

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  createdAt: Date;

  @Field(() => Boolean, { description: repairRemovedGroupsMeaning })
  repairRemovedGroups: boolean;
}

export const RoleEnum = enumOf<Role>({
  OWNER: 'May do everything.',
  ADMIN: 'May do everything but create or revoke service accounts of owners.',
  ANALYST: 'May ask every question, save cohorts and export; may change no data and no settings.',
  CONSUMER: 'May ask every question and save cohorts.',
});
registerEnumType(RoleEnum.values, {
  name: 'Role',
  description: 'What a service account may do; each role includes the ones below it.',
  valuesConfig: RoleEnum.config,
});

@ObjectType('ServiceAccount', {
  description: 'Credentials for a program or a person, with a role. Its secret is stored as a hash only.',
})
export class ServiceAccountNode {
  @Field(() => ID, { description: 'Its id, for `revokeServiceAccount`.' })
  id: string;

  @Field(() => String, { description: 'Its name, unique in the project.' })
  name: string;

  @Field(() => RoleEnum.values, { description: 'What it may do.' })
  role: Role;

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'About when it was last used (within a minute); null if never.',
  })
  lastUsedAt: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'From when on it is refused; null if it does not expire.',
  })
  expiresAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when it is revoked; null if it is not.' })
  revokedAt: Date | null;
}

@ObjectType('CreatedServiceAccount', { description: 'A new service account with its secret.' })
export class CreatedServiceAccountNode {
  @Field(() => ServiceAccountNode, { description: 'The account.' })
  account: ServiceAccountNode;

  @Field(() => String, {
    description:
      'The secret, shown this once and never again: send it as `Authorization: Bearer <secret>`, or `name:secret` as Basic.',
  })
  secret: string;
}

@ObjectType('Me', { description: 'Who the credentials of this request are.' })
export class MeNode {
  @Field(() => ID, { description: 'Id of the service account.' })
  id: string;

  @Field(() => String, { description: 'Name of the service account.' })
  name: string;

  @Field(() => RoleEnum.values, { description: 'Its role.' })
  role: Role;

  @Field(() => ProjectNode, { description: 'The project it belongs to.' })
  project: ProjectNode;
}
