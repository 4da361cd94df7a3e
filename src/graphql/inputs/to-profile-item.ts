import type { ProfileItem } from '../../profiles/profile-service.js';
import type { ProfileOperationInput } from './profile-operations.js';

/** What users' and groups' operations have in common beside the operation itself. */
interface Common {
  readonly ignoreTime?: boolean;
  readonly operationId?: string | null | undefined;
}
interface UserItem extends Common {
  readonly distinctId: string;
  readonly ignoreAlias?: boolean;
}
interface GroupItem extends Common {
  readonly groupKey: string;
  readonly groupId: string;
}

/** Operations that take properties. */
export type PropertiesOperation = 'set' | 'set_once' | 'add' | 'append' | 'union' | 'remove';

/** An operation on a user's profile; what its values are worth is checked where it is applied. */
export const userItem = (input: UserItem, operation: ProfileItem['operation']): ProfileItem => ({
  subject: { kind: 'user', distinctId: input.distinctId },
  operation,
  ignoreTime: input.ignoreTime ?? false,
  ignoreAlias: input.ignoreAlias ?? false,
  operationId: input.operationId,
});

/** An operation on a group's profile. */
export const groupItem = (input: GroupItem, operation: ProfileItem['operation']): ProfileItem => ({
  subject: { kind: 'group', groupKey: input.groupKey, groupId: input.groupId },
  operation,
  ignoreTime: input.ignoreTime ?? false,
  operationId: input.operationId,
});

const propertiesOperations = ['set', 'set_once', 'add', 'append', 'union', 'remove'] as const;

/** One operation of a batch as the service takes it. GraphQL has seen to it that exactly one branch is given. */
export function toProfileItem(input: ProfileOperationInput): ProfileItem {
  for (const op of propertiesOperations) {
    const user = input[`people_${op}`];
    if (user !== undefined) return userItem(user, { op, properties: user.properties });
    const group = input[`group_${op}`];
    if (group !== undefined) return groupItem(group, { op, properties: group.properties });
  }
  if (input.people_unset !== undefined)
    return userItem(input.people_unset, { op: 'unset', names: input.people_unset.names });
  if (input.group_unset !== undefined)
    return groupItem(input.group_unset, { op: 'unset', names: input.group_unset.names });
  if (input.people_delete !== undefined) return userItem(input.people_delete, { op: 'delete' });
  if (input.group_delete !== undefined) return groupItem(input.group_delete, { op: 'delete' });
  throw new Error('an operation without a branch passed @oneOf');
}
