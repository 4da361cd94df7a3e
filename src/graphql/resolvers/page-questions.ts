import type { GroupFilter, UserFilter } from '../../cohorts/filter.js';
import type { GroupKey } from '../../core/model.js';
import type { GraphqlContext } from '../context.js';
import type { GroupOrderInput, UserOrderInput } from '../inputs/order.js';
import type { Connection } from '../types/connections.js';
import type { GroupNode } from '../types/group.js';
import type { UserNode } from '../types/user.js';
import { orderOf, toConnection } from './pages.js';

interface PageArgs<Order> {
  readonly first: number;
  readonly after: string | null | undefined;
  readonly orderBy: Order | null | undefined;
}

/** A page of the users who satisfy `where`; null: of all. */
export async function usersConnection(
  { services, request }: GraphqlContext,
  where: UserFilter | null,
  { first, after, orderBy }: PageArgs<UserOrderInput>,
): Promise<Connection<UserNode>> {
  const question = { where, orderBy: orderOf(orderBy), first, after: after ?? null };
  const page = await services.cohorts.usersPage(request, question);
  const toNode = ({ distinctId }: { distinctId: string }): UserNode => ({ distinctId });
  return toConnection(page, after, toNode, () => services.cohorts.usersCount(request, where));
}

/** A page of the groups of a key that satisfy `where` and have `search` in id or name; null: of all. */
export async function groupsConnection(
  { services, request, loaders }: GraphqlContext,
  groupKey: GroupKey,
  { where, search }: { readonly where: GroupFilter | null; readonly search: string | null },
  { first, after, orderBy }: PageArgs<GroupOrderInput>,
): Promise<Connection<GroupNode>> {
  const companyKey = search === null ? null : await loaders.companyKey();
  const nameProperty = companyKey?.groupKey.id === groupKey.id ? companyKey.nameProperty : null;
  const which = { where, search: search === null ? null : { text: search, nameProperty } };
  const question = { ...which, orderBy: orderOf(orderBy), first, after: after ?? null };
  const page = await services.cohorts.groupsPage(request, groupKey, question);
  const toNode = ({ groupId }: { groupId: string }): GroupNode => ({ groupKey, id: groupId });
  return toConnection(page, after, toNode, () => services.cohorts.groupsCount(request, groupKey, which));
}
