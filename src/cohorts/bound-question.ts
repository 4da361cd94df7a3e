import type { GroupKey, RequestContext } from '../core/model.js';
import { authorize } from '../projects/permissions.js';
import { bindGroupFilter, bindUserFilter } from './bind.js';
import { checkName, checkText } from './bind-checks.js';
import type { BoundUserFilter } from './bound-filter.js';
import type { GroupQuestion, QuestionParts } from './cohorts.js';
import { checkProfileExpression } from './expressions/lower-profile.js';
import type { GroupFilter, UserFilter } from './filter.js';
import type { GroupSearch } from './lower/groups.js';
import type { Order } from './lower/order.js';
import type { ProfileQuestion } from './profile-question.js';
import type { BoundGroupQuestion } from './questions.js';
import { loadScope } from './scope.js';

/*
 * From what a caller asks to what can be made a statement of: permission, names, sizes. Everything that can be wrong
 * with a question is said here.
 */

type Binding = Pick<QuestionParts, 'catalog' | 'groupKeys' | 'clock' | 'figuresIn'>;

/** Which users are meant; null: all. "Now" is the moment of this call. */
export async function boundUsers(
  parts: Binding,
  ctx: RequestContext,
  where: UserFilter | null,
): Promise<BoundUserFilter | null> {
  authorize(ctx.actor, 'READ');
  return where === null ? null : bindUserFilter(where, await scopeOf(parts, ctx, where));
}

/** Which groups of a key are meant. "Now" is the moment of this call. */
export async function boundGroups(
  parts: Binding,
  ctx: RequestContext,
  key: GroupKey,
  { where, search, profile }: GroupQuestion,
): Promise<Required<BoundGroupQuestion>> {
  authorize(ctx.actor, 'READ');
  if (key.projectId !== ctx.project.id) throw new Error('a group key of another project');
  const bound = where === null ? null : bindGroupFilter(where, key.id, await scopeOf(parts, ctx, where));
  return { where: bound, search: checkedSearch(search), profile: checkedProfile(profile, 'group') };
}

async function scopeOf(parts: Binding, ctx: RequestContext, where: UserFilter | GroupFilter) {
  const groupKeys = await parts.groupKeys.list(ctx.project.id);
  const given = { now: parts.clock.now(), groupKeys, figures: parts.figuresIn(ctx.project) };
  return loadScope(ctx.project.id, where, given, parts.catalog.read.cohorts);
}

/** An order as it is asked for; by id, ascending, where none is. */
export function checkedOrder(order: Order | null): Order {
  if (order === null) return { kind: 'id', direction: 'ASC' };
  if (order.kind === 'id') return { kind: 'id', direction: order.direction };
  const name = checkName(order.name, 'The name of a property', ['orderBy', 'property']);
  return { kind: 'property', name, direction: order.direction };
}

export function checkedProfile(
  profile: ProfileQuestion | null | undefined,
  subject: 'user' | 'group',
): ProfileQuestion | null {
  if (profile === null || profile === undefined) return null;
  if (profile.expression !== null) checkProfileExpression(profile.expression, subject);
  return profile;
}

/** An empty search finds everything, as an empty search box does. */
function checkedSearch(search: GroupSearch | null): GroupSearch | null {
  if (search === null || search.text === '') return null;
  const { nameProperty } = search;
  const name = nameProperty === null ? null : checkName(nameProperty, 'The name of a property', ['nameProperty']);
  return { text: checkText(search.text, ['search']), nameProperty: name };
}
