import type { Page, PageRequest, ProfileQuestion } from '../../cohorts/cohorts.js';
import { fingerprint } from '../../cohorts/cursor.js';
import { parseExpression } from '../../cohorts/expressions/parse.js';
import type { CohortReference, IdFilter } from '../../cohorts/filter.js';
import { MusterError } from '../../core/errors.js';
import { limits } from '../../core/limits.js';
import type { GroupKey, RequestContext } from '../../core/model.js';
import { emptyProperties, type Properties, type PropertyValue } from '../../core/property-values.js';
import { userSubject } from '../../profiles/copy-rows.js';
import { authorize } from '../../projects/permissions.js';
import type { DoorServices } from '../door.js';
import { booleanOf, jsonIn, type Known, type Parameters, textsOf, wholeNumberOf } from './parameters.js';
import type { Sessions } from './sessions.js';

/** What `/engage` can be asked with. A service account belongs to one project, so that need not be said again. */
export const engageParameters: Known = {
  project_id: true,
  workspace_id: true,
  distinct_id: true,
  distinct_ids: true,
  data_group_id: true,
  where: true,
  output_properties: true,
  session_id: true,
  page: true,
  page_size: true,
  filter_by_cohort: true,
  include_all_users: true,
  behaviors: 'save a cohort of who did it, and name it in `filter_by_cohort`.',
  as_of_timestamp: 'every answer is as of now, and goes on in its session.',
  selector: 'it is the old name of `where`.',
  search: 'use `where`, as in `"part" in properties["$name"]`.',
  sort_key: 'lists are in the order of ids.',
  sort_order: 'lists are in the order of ids.',
};

/** Far more pages than any project has. */
const lastPage = 1_000_000;

interface Result {
  readonly $distinct_id: string;
  readonly $properties: Properties;
}

export interface EngageAnswer {
  readonly page: number;
  readonly page_size: number;
  readonly results: readonly Result[];
  readonly session_id: string;
  readonly status: 'ok';
  /** All who satisfy the question, on all pages, when the session began. */
  readonly total: number;
}

/** Someone on a page: a user or a group. */
interface Found {
  readonly id: string;
  readonly hasProfile: boolean;
}

/** The filter kinds that users and groups have in common; the parts hold together. */
type SharedFilter =
  | IdFilter
  | CohortReference
  | { readonly kind: 'and'; readonly filters: ReadonlyArray<IdFilter | CohortReference> };

interface Question {
  readonly where: SharedFilter | null;
  readonly profile: ProfileQuestion;
}

/** A list that can be asked for by page. */
interface List {
  page(request: PageRequest): Promise<Page<Found>>;
  count(): Promise<number>;
}

type Services = Pick<DoorServices, 'groupKeys' | 'cohorts' | 'profiles'>;

/**
 * Profiles of users, or with `data_group_id` of groups, a page at a time.
 * @throws MusterError FORBIDDEN; BAD_INPUT naming the parameter; GROUP_KEY_UNKNOWN; CURSOR_INVALID for a session of another
 * question; what cohorts throw
 */
export async function engage(
  services: Services,
  sessions: Sessions,
  ctx: RequestContext,
  parameters: Parameters,
): Promise<EngageAnswer> {
  authorize(ctx.actor, 'EXPORT');
  const groupKey = await groupKeyOf(services, ctx, parameters);
  const question = questionOf(parameters);
  const pageSize = wholeNumberOf(parameters, 'page_size', { from: 1, to: limits.pageSize }) ?? limits.pageSize;
  const output = outputOf(parameters);
  const identity = fingerprint('engage', ctx.project.id, groupKey?.id ?? null, question, pageSize);
  const { session, page } = sessionOf(sessions, parameters, identity);
  const list = groupKey === null ? usersOf(services, ctx, question) : groupsOf(services, ctx, groupKey, question);
  const [found, total] = await Promise.all([
    list.page({ orderBy: null, first: pageSize, ...sessions.placeOf(session, page, pageSize) }),
    sessions.total(session, () => list.count()),
  ]);
  sessions.ended(session, page, found.endCursor);
  const results = await withProperties(services, ctx, groupKey, found, output);
  return { page, page_size: pageSize, results, session_id: session, status: 'ok', total };
}

async function groupKeyOf(
  { groupKeys }: Services,
  ctx: RequestContext,
  parameters: Parameters,
): Promise<GroupKey | null> {
  const id = parameters.get('data_group_id');
  if (id === undefined) return null;
  const found = (await groupKeys.list(ctx.project.id)).find(({ dataGroupId }) => dataGroupId === id);
  if (found !== undefined) return found;
  const message = 'There is no group key with this data_group_id in this project; groupKeys in GraphQL lists them.';
  throw new MusterError('GROUP_KEY_UNKNOWN', message, { path: ['data_group_id'] });
}

function questionOf(parameters: Parameters): Question {
  const cohortId = cohortOf(parameters);
  const id = parameters.get('distinct_id');
  const ids = textsOf(parameters, 'distinct_ids');
  const filters = [
    ...(id === undefined ? [] : [{ kind: 'id', values: [id] } as const]),
    ...(ids === null ? [] : [{ kind: 'id', values: ids } as const]),
    ...(cohortId === null ? [] : [{ kind: 'cohort', cohortId } as const]),
  ];
  const [only = null] = filters;
  const where = parameters.get('where');
  // A cohort may hold users without a profile, and then they belong to the answer unless they are not wanted.
  const includeAll = booleanOf(parameters, 'include_all_users') ?? cohortId !== null;
  return {
    where: filters.length > 1 ? { kind: 'and', filters } : only,
    profile: { expression: where === undefined ? null : parseExpression(where), onlyWithProfile: !includeAll },
  };
}

/** The names of the properties to tell; null: all. No more than a profile has, as each is looked for in each. */
function outputOf(parameters: Parameters): readonly string[] | null {
  const names = textsOf(parameters, 'output_properties');
  if (names === null || names.length <= limits.profileProperties) return names;
  const most = limits.profileProperties.toLocaleString('en-US');
  const message = `\`output_properties\` names at most ${most} properties.`;
  throw new MusterError('BAD_INPUT', message, { path: ['output_properties'] });
}

/** The id in `filter_by_cohort`: `{"id": "cohort_…"}`, or the id alone. */
function cohortOf(parameters: Parameters): string | null {
  const value = parameters.get('filter_by_cohort');
  if (value === undefined) return null;
  if (!value.trimStart().startsWith('{')) return value;
  const parsed = jsonIn(value, 'filter_by_cohort');
  const id: unknown = typeof parsed === 'object' && parsed !== null && 'id' in parsed ? parsed.id : undefined;
  if (typeof id === 'string' || typeof id === 'number') return String(id);
  const message = '`filter_by_cohort` is {"id": "…"} with the id of a saved cohort.';
  throw new MusterError('BAD_INPUT', message, { path: ['filter_by_cohort'] });
}

function sessionOf(
  sessions: Sessions,
  parameters: Parameters,
  question: string,
): { readonly session: string; readonly page: number } {
  const given = parameters.get('session_id');
  const page = wholeNumberOf(parameters, 'page', { from: 0, to: lastPage }) ?? 0;
  if (given === undefined) {
    if (page === 0) return { session: sessions.open(question), page };
    const message = 'Give the session_id of the first page; pages are places in one walk through a list.';
    throw new MusterError('BAD_INPUT', message, { path: ['session_id'] });
  }
  sessions.check(given, question);
  return { session: given, page };
}

const usersOf = ({ cohorts }: Services, ctx: RequestContext, { where, profile }: Question): List => ({
  async page(request) {
    const page = await cohorts.usersPage(ctx, { ...request, where, profile });
    return foundOn(page, ({ distinctId, hasProfile }) => ({ id: distinctId, hasProfile }));
  },
  count: () => cohorts.usersCount(ctx, where, profile),
});

const groupsOf = (
  { cohorts }: Services,
  ctx: RequestContext,
  groupKey: GroupKey,
  { where, profile }: Question,
): List => ({
  async page(request) {
    const page = await cohorts.groupsPage(ctx, groupKey, { ...request, where, profile, search: null });
    return foundOn(page, ({ groupId, hasProfile }) => ({ id: groupId, hasProfile }));
  },
  count: () => cohorts.groupsCount(ctx, groupKey, { where, profile, search: null }),
});

const foundOn = <Item>(page: Page<Item>, found: (item: Item) => Found): Page<Found> => ({
  ...page,
  items: page.items.map(({ node, cursor }) => ({ node: found(node), cursor })),
});

/** The page as it is answered. Who had a profile when the page was found and has none any more is left out. */
async function withProperties(
  { profiles }: Services,
  ctx: RequestContext,
  groupKey: GroupKey | null,
  { items }: Page<Found>,
  output: readonly string[] | null,
): Promise<Result[]> {
  const ids = items.flatMap(({ node }) => (node.hasProfile ? [node.id] : []));
  const rows = await profiles.load(ctx.project.id, groupKey?.id ?? userSubject, ids);
  return items.flatMap(({ node: { id, hasProfile } }) => {
    const row = rows.get(id);
    if (hasProfile && row === undefined) return [];
    return [{ $distinct_id: id, $properties: row === undefined ? emptyProperties() : shown(row, output) }];
  });
}

/** The properties asked for; `$last_seen` is the time of the profile's last update, UTC, whatever was set under that name. */
function shown(
  { properties, updatedAt }: { readonly properties: Properties; readonly updatedAt: number },
  output: readonly string[] | null,
): Properties {
  const all: Record<string, PropertyValue> = Object.assign(emptyProperties(), properties);
  all.$last_seen = new Date(updatedAt).toISOString().slice(0, 19);
  if (output === null) return all;
  const wanted = emptyProperties();
  for (const name of output) {
    const value = Object.hasOwn(all, name) ? all[name] : undefined;
    if (value !== undefined) wanted[name] = value;
  }
  return wanted;
}
