import type { Clock } from '../core/clock.js';
import type { GroupKey, RequestContext } from '../core/model.js';
import { authorize } from '../projects/permissions.js';
import type { Select } from '../warehouse/sql/nodes.js';
import { print } from '../warehouse/sql/print.js';
import type { Warehouse } from '../warehouse/warehouse.js';
import { bindGroupFilter, bindUserFilter } from './bind.js';
import { badInput, checkName, checkText } from './bind-checks.js';
import type { BoundGroupFilter, BoundUserFilter } from './bound-filter.js';
import { decodeCursor, encodeCursor, fingerprint } from './cursor.js';
import type { GroupFilter, UserFilter } from './filter.js';
import { type GroupReference, groupsByIds, groupsSeen, usersByIds, usersSeen } from './lookups.js';
import type { GroupSearch } from './lower/groups.js';
import { type Order, type Ordered, orderedGroups, orderedUsers, type Position } from './lower/order.js';
import { devicePrefix } from './lower/users.js';
import { checkPageSize, type Page, pageOf } from './page.js';
import { groupsPage, groupsSize, type PageQuestion, usersPage, usersSize } from './questions.js';
import { type CohortReader, loadScope } from './scope.js';

export type { GroupReference } from './lookups.js';
export type { GroupSearch } from './lower/groups.js';
export type { Order } from './lower/order.js';
export type { Page } from './page.js';

/** A user: a canonical distinct id. Its profile is the catalog's to tell. */
export interface UserRef {
  readonly distinctId: string;
  /** Known by a device alone: no user id was ever seen with it. */
  readonly isAnonymous: boolean;
  readonly hasProfile: boolean;
}

/** A group of a key. */
export interface GroupRef {
  readonly groupKeyId: number;
  readonly groupId: string;
  readonly hasProfile: boolean;
}

/** The times of the first and last event. */
export interface Seen {
  readonly firstSeen: Date;
  readonly lastSeen: Date;
}

/** What part of a list is wanted. */
export interface PageRequest {
  /** By id, ascending, if null. */
  readonly orderBy: Order | null;
  /** Items, 1 to 1,000. */
  readonly first: number;
  /** The cursor after which to go on; null from the start. */
  readonly after: string | null;
}

/** Which groups of a key; null: all. */
export interface GroupQuestion {
  readonly where: GroupFilter | null;
  readonly search: GroupSearch | null;
}

export interface CohortsParts {
  readonly warehouse: Warehouse;
  readonly catalog: { readonly read: { readonly cohorts: CohortReader } };
  /** All keys of a project, archived ones included. */
  readonly groupKeys: { list(projectId: number): Promise<readonly GroupKey[]> };
  /** Resolves when the warehouse's copies hold everything acknowledged for the project. */
  readonly copies: { settled(projectId: number): Promise<void> };
  readonly clock: Clock;
}

interface Row {
  readonly id: string;
  readonly has_profile: number;
}

/** The engine's own bounds on the size of a statement lie below what a filter of 200 conditions can need. */
const roomForLargeFilters = { max_ast_elements: 1_000_000, max_expanded_ast_elements: 5_000_000 } as const;

/** ClickHouse takes form fields of 128 KiB over HTTP. The values travel apart and are not counted. */
const maxStatementLength = 100_000;

/**
 * Questions about who belongs. All throw MusterErrors: what binding throws for filters, CURSOR_INVALID, BAD_INPUT for
 * page sizes and orders, FORBIDDEN, and the warehouse's.
 */
export class Cohorts {
  constructor(private readonly parts: CohortsParts) {}

  /** Users that satisfy a filter, one page. */
  async usersPage(
    ctx: RequestContext,
    request: PageRequest & { readonly where: UserFilter | null },
  ): Promise<Page<UserRef>> {
    const bound = await this.#boundUsers(ctx, request.where);
    const projectId = ctx.project.id;
    const asked = pageQuestion(request, orderedUsers, ['users', projectId, request.where]);
    return this.#page(ctx, asked, usersPage(projectId, bound, asked.question), userRef);
  }

  /** How many users satisfy `where` (null: all users). Exact. */
  async usersCount(ctx: RequestContext, where: UserFilter | null): Promise<number> {
    const bound = await this.#boundUsers(ctx, where);
    return this.#size(ctx, usersSize(ctx.project.id, bound));
  }

  /** Groups of a key that satisfy a filter and a search, one page: every group a profile, membership or event names. */
  async groupsPage(
    ctx: RequestContext,
    groupKey: GroupKey,
    request: PageRequest & GroupQuestion,
  ): Promise<Page<GroupRef>> {
    const bound = await this.#boundGroups(ctx, groupKey, request.where);
    const search = checkedSearch(request.search);
    const scope = { projectId: ctx.project.id, groupKeyId: groupKey.id };
    const asked = pageQuestion(request, orderedGroups, ['groups', scope, request.where, search]);
    const statement = groupsPage(scope, bound, search, asked.question);
    return this.#page(ctx, asked, statement, groupRef(groupKey));
  }

  /** How many groups of a key satisfy a filter and a search. Exact. */
  async groupsCount(ctx: RequestContext, groupKey: GroupKey, question: GroupQuestion): Promise<number> {
    const bound = await this.#boundGroups(ctx, groupKey, question.where);
    const search = checkedSearch(question.search);
    return this.#size(ctx, groupsSize({ projectId: ctx.project.id, groupKeyId: groupKey.id }, bound, search));
  }

  /** The users these ids mean, by the id asked for; a linked device means its user. Unknown ids are left out. */
  async usersByIds(ctx: RequestContext, distinctIds: readonly string[]): Promise<Map<string, UserRef>> {
    authorize(ctx.actor, 'READ');
    if (distinctIds.length === 0) return new Map();
    interface Asked extends Row {
      readonly asked_id: string;
      readonly known: number;
    }
    const rows = await this.#rows<Asked>(ctx.project.id, usersByIds(ctx.project.id, unique(distinctIds)), ctx.signal);
    return new Map(rows.filter((row) => Number(row.known) === 1).map((row) => [row.asked_id, userRef(row)]));
  }

  /** The known groups of a key among these ids, by id: known by a profile, a membership or an event. */
  async groupsByIds(
    ctx: RequestContext,
    groupKey: GroupKey,
    groupIds: readonly string[],
  ): Promise<Map<string, GroupRef>> {
    authorize(ctx.actor, 'READ');
    if (groupIds.length === 0) return new Map();
    const scope = { projectId: ctx.project.id, groupKeyId: groupKey.id };
    const rows = await this.#rows<Row>(ctx.project.id, groupsByIds(scope, unique(groupIds)), ctx.signal);
    return new Map(rows.map((row) => [row.id, groupRef(groupKey)(row)]));
  }

  /** First and last event of each user, linked devices included, in the order of ids; null where it has none. */
  async firstAndLastSeenOfUsers(
    projectId: number,
    distinctIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<Array<Seen | null>> {
    if (distinctIds.length === 0) return [];
    const rows = await this.#rows<SeenRow>(projectId, usersSeen(projectId, unique(distinctIds)), signal);
    const byId = new Map(rows.map((row) => [row.id, seen(row)]));
    return distinctIds.map((id) => byId.get(id) ?? null);
  }

  /** First and last event that carried each group, in the order of `groups`; null where none did. */
  async firstAndLastSeenOfGroups(
    projectId: number,
    groups: readonly GroupReference[],
    signal?: AbortSignal,
  ): Promise<Array<Seen | null>> {
    if (groups.length === 0) return [];
    const name = (key: number | string, id: string): string => `${key} ${id}`;
    const asked = new Map(groups.map((group) => [name(group.groupKeyId, group.groupId), group]));
    const rows = await this.#rows<SeenRow>(projectId, groupsSeen(projectId, [...asked.values()]), signal);
    const byGroup = new Map(rows.map((row) => [name(row.group_key ?? 0, row.id), seen(row)]));
    return groups.map(({ groupKeyId, groupId }) => byGroup.get(name(groupKeyId, groupId)) ?? null);
  }

  async #boundUsers(ctx: RequestContext, where: UserFilter | null): Promise<BoundUserFilter | null> {
    authorize(ctx.actor, 'READ');
    return where === null ? null : bindUserFilter(where, await this.#scope(ctx, where));
  }

  async #boundGroups(ctx: RequestContext, key: GroupKey, where: GroupFilter | null): Promise<BoundGroupFilter | null> {
    authorize(ctx.actor, 'READ');
    if (key.projectId !== ctx.project.id) throw new Error('a group key of another project');
    return where === null ? null : bindGroupFilter(where, key.id, await this.#scope(ctx, where));
  }

  async #scope(ctx: RequestContext, where: UserFilter | GroupFilter) {
    const groupKeys = await this.parts.groupKeys.list(ctx.project.id);
    return loadScope(
      ctx.project.id,
      where,
      { now: this.parts.clock.now(), groupKeys },
      this.parts.catalog.read.cohorts,
    );
  }

  async #page<Item>(
    ctx: RequestContext,
    { first, identity, question }: AskedPage,
    statement: Select,
    item: (row: Row) => Item,
  ): Promise<Page<Item>> {
    type Positioned = Row & Readonly<Record<string, string | number>>;
    const rows = await this.#rows<Positioned>(ctx.project.id, statement, ctx.signal);
    const position = (row: Positioned): Position => question.order.names.map((name) => row[name] ?? '');
    return pageOf(rows, first, item, (row) => encodeCursor(identity, position(row)));
  }

  async #size(ctx: RequestContext, statement: Select): Promise<number> {
    const rows = await this.#rows<{ readonly size: string }>(ctx.project.id, statement, ctx.signal);
    return Number(rows[0]?.size ?? 0);
  }

  async #rows<Found>(projectId: number, statement: Select, signal?: AbortSignal): Promise<readonly Found[]> {
    await this.parts.copies.settled(projectId);
    const sql = print({ ...statement, settings: roomForLargeFilters });
    if (sql.text.length > maxStatementLength)
      throw badInput('The filter is too large; ask for less at once.', ['where']);
    const { rows } = await this.parts.warehouse.query<Found>(sql, signal === undefined ? {} : { signal });
    return rows;
  }
}

interface AskedPage {
  readonly first: number;
  readonly identity: string;
  readonly question: PageQuestion;
}

interface SeenRow {
  readonly group_key?: number;
  readonly id: string;
  /** Milliseconds, as text. */
  readonly first_seen: string;
  readonly last_seen: string;
}

const seen = (row: SeenRow): Seen => ({
  firstSeen: new Date(Number(row.first_seen)),
  lastSeen: new Date(Number(row.last_seen)),
});

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

const userRef = ({ id, has_profile }: Row): UserRef => ({
  distinctId: id,
  isAnonymous: id.startsWith(devicePrefix),
  hasProfile: Number(has_profile) === 1,
});

const groupRef =
  (groupKey: GroupKey) =>
  ({ id, has_profile }: Row): GroupRef => ({
    groupKeyId: groupKey.id,
    groupId: id,
    hasProfile: Number(has_profile) === 1,
  });

function pageQuestion(
  request: PageRequest,
  orderedBy: (order: Order) => Ordered,
  question: readonly unknown[],
): AskedPage {
  const first = checkPageSize(request.first);
  const orderBy = checkedOrder(request.orderBy);
  const order = orderedBy(orderBy);
  const identity = fingerprint(...question, orderBy);
  const after = request.after === null ? null : decodeCursor(request.after, identity, order);
  return { first, identity, question: { order, after, limit: first + 1 } };
}

function checkedOrder(order: Order | null): Order {
  if (order === null) return { kind: 'id', direction: 'ASC' };
  if (order.kind === 'id') return { kind: 'id', direction: order.direction };
  const name = checkName(order.name, 'The name of a property', ['orderBy', 'property']);
  return { kind: 'property', name, direction: order.direction };
}

/** An empty search finds everything, as an empty search box does. */
function checkedSearch(search: GroupSearch | null): GroupSearch | null {
  if (search === null || search.text === '') return null;
  const { nameProperty } = search;
  const name = nameProperty === null ? null : checkName(nameProperty, 'The name of a property', ['nameProperty']);
  return { text: checkText(search.text, ['search']), nameProperty: name };
}
