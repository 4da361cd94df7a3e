import type { Clock } from '../core/clock.js';
import type { GroupKey, Project, RequestContext } from '../core/model.js';
import type { Identity } from '../identity/identity.js';
import { userSubject } from '../profiles/copy-rows.js';
import { authorize } from '../projects/permissions.js';
import type { Select } from '../warehouse/sql/nodes.js';
import type { Warehouse } from '../warehouse/warehouse.js';
import { ask } from './ask.js';
import type { FigureBinder } from './bind.js';
import { boundGroups, boundUsers, checkedOrder, checkedProfile } from './bound-question.js';
import { decodeCursor, encodeCursor, fingerprint } from './cursor.js';
import type { GroupFilter, UserFilter } from './filter.js';
import {
  type GroupReference,
  groupsByMembers,
  groupsOfEvents,
  groupsSeen,
  usersOfEvents,
  usersSeen,
} from './lookups.js';
import type { GroupSearch } from './lower/groups.js';
import { type Order, type Ordered, orderedGroups, orderedUsers, type Position } from './lower/order.js';
import { devicePrefix } from './lower/users.js';
import { checkPageSize, checkSkip, type Page, pageOf } from './page.js';
import type { ProfileQuestion } from './profile-question.js';
import { groupsPage, groupsSize, type PageQuestion, usersPage, usersSize } from './questions.js';
import type { CohortReader } from './scope.js';

export type { GroupReference } from './lookups.js';
export type { GroupSearch } from './lower/groups.js';
export type { Order } from './lower/order.js';
export type { Page } from './page.js';
export type { ProfileQuestion } from './profile-question.js';

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
  /** Items to leave out from there, for lists that are numbered by page; none unless given. */
  readonly skip?: number;
}

/** Which users; null: all. */
export interface UserQuestion {
  readonly where: UserFilter | null;
  readonly profile?: ProfileQuestion | null;
}

/** Which groups of a key; null: all. */
export interface GroupQuestion {
  readonly where: GroupFilter | null;
  readonly search: GroupSearch | null;
  readonly profile?: ProfileQuestion | null;
}

/** Tells which ids have a profile: the catalog's repository. */
export interface ProfileReader {
  existing(projectId: number, subjectKey: number, ids: readonly string[]): Promise<Set<string>>;
}

/** What questions about who belongs are asked with. */
export interface QuestionParts {
  readonly warehouse: Warehouse;
  readonly catalog: { readonly read: { readonly cohorts: CohortReader } };
  /** All keys of a project, archived ones included. */
  readonly groupKeys: { list(projectId: number): Promise<readonly GroupKey[]> };
  /** Resolves when the warehouse's copies hold everything acknowledged for the project. */
  readonly copies: { settled(projectId: number): Promise<void> };
  /** Resolves when every event acknowledged is among the events sorted by unit. */
  readonly unitEvents: { settled(): Promise<void> };
  readonly clock: Clock;
  /** What finds out who is behind figures of a project's reports. */
  readonly figuresIn: (project: Project) => FigureBinder;
}

/** The same, and what is known about ids without asking the warehouse. */
export interface CohortsParts extends QuestionParts {
  readonly catalog: { readonly read: { readonly cohorts: CohortReader; readonly profiles: ProfileReader } };
  readonly identity: Pick<Identity, 'canonicalIds'>;
}

/** A row of a list: who, and the position's columns beside it. */
export interface Row {
  readonly id: string;
  readonly has_profile: number;
}

/**
 * Questions about who belongs. All throw MusterErrors: what binding throws for filters, CURSOR_INVALID, BAD_INPUT for
 * page sizes and orders, FORBIDDEN, and the warehouse's.
 */
export class Cohorts {
  constructor(private readonly parts: CohortsParts) {}

  /** Users that satisfy a filter, one page. */
  async usersPage(ctx: RequestContext, request: PageRequest & UserQuestion): Promise<Page<UserRef>> {
    const bound = await boundUsers(this.parts, ctx, request.where);
    const profile = checkedProfile(request.profile, 'user');
    const projectId = ctx.project.id;
    const asked = pageQuestion(request, orderedUsers, ['users', projectId, request.where, profile]);
    return this.#page(ctx, asked, usersPage(projectId, bound, asked.question, profile), userRef);
  }

  /** How many users satisfy `where` (null: all users). Exact. */
  async usersCount(
    ctx: RequestContext,
    where: UserFilter | null,
    asked: ProfileQuestion | null = null,
  ): Promise<number> {
    const bound = await boundUsers(this.parts, ctx, where);
    return this.#size(ctx, usersSize(ctx.project.id, bound, checkedProfile(asked, 'user')));
  }

  /** Groups of a key that satisfy a filter and a search, one page: every group a profile, membership or event names. */
  async groupsPage(
    ctx: RequestContext,
    groupKey: GroupKey,
    request: PageRequest & GroupQuestion,
  ): Promise<Page<GroupRef>> {
    const groups = await boundGroups(this.parts, ctx, groupKey, request);
    const scope = { projectId: ctx.project.id, groupKeyId: groupKey.id };
    const { search, profile } = groups;
    const asked = pageQuestion(request, orderedGroups, ['groups', scope, request.where, search, profile]);
    const statement = groupsPage(scope, groups, asked.question);
    return this.#page(ctx, asked, statement, groupRef(groupKey));
  }

  /** How many groups of a key satisfy a filter and a search. Exact. */
  async groupsCount(ctx: RequestContext, groupKey: GroupKey, question: GroupQuestion): Promise<number> {
    const groups = await boundGroups(this.parts, ctx, groupKey, question);
    return this.#size(ctx, groupsSize({ projectId: ctx.project.id, groupKeyId: groupKey.id }, groups));
  }

  /**
   * The users these ids mean, by the id asked for; a linked device means its user. Unknown ids are left out: who has a
   * profile, a link or an event is known.
   */
  async usersByIds(ctx: RequestContext, distinctIds: readonly string[]): Promise<Map<string, UserRef>> {
    authorize(ctx.actor, 'READ');
    const projectId = ctx.project.id;
    const asked = unique(distinctIds);
    const canonical = await this.parts.identity.canonicalIds(projectId, asked);
    const meant = new Map(asked.map((id) => [id, canonical.get(id) ?? id]));
    const profiles = await this.parts.catalog.read.profiles.existing(projectId, userSubject, [...meant.values()]);
    // The catalog knows profiles and links. The warehouse is asked only about the rest, which takes longer.
    const others = asked.filter((id) => meant.get(id) === id && !profiles.has(id));
    const ofEvents = await this.#ids(ctx, others, (ids) => usersOfEvents(projectId, ids));
    return new Map(
      [...meant]
        .filter(([id, user]) => id !== user || profiles.has(user) || ofEvents.has(user))
        .map(([id, user]) => [id, userOf(user, profiles.has(user))]),
    );
  }

  /** The known groups of a key among these ids, by id: known by a profile, a membership or an event. */
  async groupsByIds(
    ctx: RequestContext,
    groupKey: GroupKey,
    groupIds: readonly string[],
  ): Promise<Map<string, GroupRef>> {
    authorize(ctx.actor, 'READ');
    const scope = { projectId: ctx.project.id, groupKeyId: groupKey.id };
    const asked = unique(groupIds);
    const profiles = await this.parts.catalog.read.profiles.existing(scope.projectId, scope.groupKeyId, asked);
    // Each way to know takes longer than the one before.
    const others = asked.filter((id) => !profiles.has(id));
    const ofEvents = await this.#ids(ctx, others, (ids) => groupsOfEvents(scope, ids));
    const rest = others.filter((id) => !ofEvents.has(id));
    const ofMembers = await this.#ids(ctx, rest, (ids) => groupsByMembers(scope, ids));
    return new Map(
      asked
        .filter((id) => profiles.has(id) || ofEvents.has(id) || ofMembers.has(id))
        .map((id) => [id, { groupKeyId: groupKey.id, groupId: id, hasProfile: profiles.has(id) }]),
    );
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

  /** Those of the ids that a look-up finds; of none, nothing is asked. */
  async #ids(
    ctx: RequestContext,
    ids: readonly string[],
    lookup: (ids: readonly string[]) => Select,
  ): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.#rows<{ readonly id: string }>(ctx.project.id, lookup(ids), ctx.signal);
    return new Set(rows.map(({ id }) => id));
  }

  #rows<Found>(projectId: number, statement: Select, signal?: AbortSignal): Promise<readonly Found[]> {
    return ask<Found>(this.parts, projectId, statement, signal);
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

const userOf = (id: string, hasProfile: boolean): UserRef => ({
  distinctId: id,
  isAnonymous: id.startsWith(devicePrefix),
  hasProfile,
});

export const userRef = ({ id, has_profile }: Row): UserRef => userOf(id, Number(has_profile) === 1);

export const groupRef =
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
  return { first, identity, question: { order, after, skip: checkSkip(request.skip ?? 0), limit: first + 1 } };
}
