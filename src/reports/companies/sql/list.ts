import { fromGroupProfiles, type GroupScope, groupsWithoutProfile } from '../../../cohorts/lower/groups.js';
import { isUserProfile } from '../../../cohorts/lower/users.js';
import {
  and,
  as,
  asc,
  call,
  col,
  desc,
  eq,
  gt,
  join,
  lt,
  or,
  param,
  select,
  subquery,
  unionAll,
} from '../../../warehouse/sql/builders.js';
import type { Expression, Select } from '../../../warehouse/sql/nodes.js';
import type { CompanyFigure } from '../figures.js';
import { own } from './figures.js';

/** By what companies are sorted: those that have the figure, then those that have none; equal ones by their ids, smallest first. */
export interface CompanyOrder {
  readonly by: CompanyFigure;
  readonly direction: 'ASC' | 'DESC';
}

/** The last company of a page: its figure, or null for none, and its id. */
export type Place = readonly [figure: number | null, id: string];

/**
 * A page of all groups of a key: `id`, `own`, and their figures of the kind they are sorted by.
 * @param figures of that kind, of all groups: {@link figuresOfKind}
 * @param names of these figures
 */
export function pageOfGroups(
  scope: GroupScope,
  figures: Select,
  names: readonly string[],
  { by, direction }: CompanyOrder,
  { after, limit }: { readonly after: Place | null; readonly limit: number },
): Select {
  const columns = [col('group_hash'), col('group_id')];
  const groups = unionAll(
    fromGroupProfiles(scope, true, columns),
    select({ columns, from: subquery(groupsWithoutProfile(scope, isUserProfile(scope.projectId))) }),
  );
  const [id, figure] = [col('group_id', 'g'), col(by, 'f')];
  return select({
    columns: [as(id, 'id'), as(col('group_hash', 'g'), own), ...names.map((name) => as(col(name, 'f'), name))],
    from: join('LEFT ANY', subquery(groups, 'g'), subquery(figures, 'f'), eq(col('group_hash', 'g'), col(own, 'f'))),
    where: after === null ? null : isAfter(after, id, figure, direction),
    // The engine puts what is null last, whichever the direction.
    orderBy: [direction === 'ASC' ? asc(figure) : desc(figure), asc(id)],
    limit,
  });
}

function isAfter([value, lastId]: Place, id: Expression, figure: Expression, direction: CompanyOrder['direction']) {
  const hasNone = call('isNull', figure);
  const isLater = gt(id, param(lastId, 'String'));
  if (value === null) return and(hasNone, isLater);
  const last = param(value, 'Float64');
  const isFurther = direction === 'ASC' ? gt(figure, last) : lt(figure, last);
  return or(isFurther, and(eq(figure, last), isLater), hasNone);
}
