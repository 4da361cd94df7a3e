import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { MusterError } from '../../core/errors.js';
import type { Role } from '../../core/model.js';
import { allowed } from '../../projects/permissions.js';
import type { GraphqlContext } from '../context.js';
import { DateTimeScalar } from '../scalars/time.js';
import {
  CreatedServiceAccountNode,
  MeNode,
  ProjectNode,
  RoleEnum,
  repairRemovedGroupsMeaning,
  ServiceAccountNode,
} from '../types/project.js';

@Resolver(() => ProjectNode)
export class ProjectResolver {
  @Query(() => ProjectNode, { description: 'The project of the credentials.' })
  project(@Ctx() { request }: GraphqlContext): ProjectNode {
    return request.project;
  }

  @Query(() => MeNode, { description: 'Who the credentials of this request are: good for testing them.' })
  me(@Ctx() { request }: GraphqlContext): MeNode {
    const { actor, project } = request;
    if (actor.kind === 'token') throw new MusterError('FORBIDDEN', 'The project token may only write.');
    return { id: actor.id, name: actor.name, role: actor.role, project };
  }

  @Mutation(() => ProjectNode, {
    description:
      'Changes the project’s name, time zone or settings; what is left out stays. Nothing stored changes with the zone, only how days are cut, ' +
      'nor with a setting, which is for events to come. Error: BAD_INPUT.',
  })
  updateProject(
    @Arg('name', () => String, { nullable: true, description: 'The new name, 1 to 255 characters.' }) name:
      | string
      | null
      | undefined,
    @Arg('timeZone', () => String, {
      nullable: true,
      description: 'The new time zone, an IANA name such as `Europe/Berlin`.',
    })
    timeZone: string | null | undefined,
    @Arg('repairRemovedGroups', () => Boolean, { nullable: true, description: repairRemovedGroupsMeaning })
    repairRemovedGroups: boolean | null | undefined,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<ProjectNode> {
    return services.projects.update(request, {
      ...(name ? { name } : {}),
      ...(timeZone ? { timeZone } : {}),
      ...(typeof repairRemovedGroups === 'boolean' ? { repairRemovedGroups } : {}),
    });
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The project token: SDKs and clients send it with what they write, and it can read nothing. Null unless the role is OWNER or ADMIN.',
  })
  token(@Root() { id }: ProjectNode, @Ctx() { request }: GraphqlContext): string | null {
    return id === request.project.id && allowed(request.actor, 'MANAGE_PROJECT') ? request.project.token : null;
  }
}

@Resolver()
export class ServiceAccountsResolver {
  @Query(() => [ServiceAccountNode], {
    description: 'The project’s service accounts, revoked and expired ones included.',
  })
  serviceAccounts(@Ctx() { services, request }: GraphqlContext): Promise<ServiceAccountNode[]> {
    return services.serviceAccounts.list(request.actor, request.project.id);
  }

  @Mutation(() => CreatedServiceAccountNode, {
    description:
      'Creates a service account and shows its secret, this once. One can grant up to one’s own role, else FORBIDDEN. BAD_INPUT for a name ' +
      'that is empty, too long, taken (also by a revoked account) or has a colon, and for an expiry that has passed.',
  })
  createServiceAccount(
    @Arg('name', () => String, { description: 'Its name, unique in the project, 1 to 255 characters without a colon.' })
    name: string,
    @Arg('role', () => RoleEnum.values, { description: 'What it may do.' }) role: Role,
    @Arg('expiresAt', () => DateTimeScalar, {
      nullable: true,
      description: 'From when on it is refused. Left out: never.',
    })
    expiresAt: Date | null | undefined,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<CreatedServiceAccountNode> {
    return services.serviceAccounts.create(request.actor, request.project.id, {
      name,
      role,
      expiresAt: expiresAt ?? null,
    });
  }

  @Mutation(() => ServiceAccountNode, {
    description:
      'Ends a service account for good, within two seconds everywhere. Revoking twice changes nothing. Errors: NOT_FOUND; FORBIDDEN for an account ' +
      'of a role above one’s own.',
  })
  revokeServiceAccount(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<ServiceAccountNode> {
    return services.serviceAccounts.revoke(request.actor, request.project.id, id);
  }
}
