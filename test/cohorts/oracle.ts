import type {
  DidFilter,
  EventFilter,
  GroupFilter,
  PropertyCondition,
  TimeRange,
  UserFilter,
} from '../../src/cohorts/filter.js';
import { groupIdsOf, type Properties, type PropertyValue } from '../../src/core/property-values.js';

/*
 * What filters mean, written for reading: plain loops over a small world in memory. docs/concepts.md says the same in
 * words. Nothing here knows SQL or shares code with src/cohorts but the types.
 */

export interface WorldEvent {
  /** As stored: a user id, or `$device:` and a device id. */
  readonly distinctId: string;
  readonly name: string;
  readonly timeMs: number;
  readonly groups: ReadonlyArray<{ readonly key: string; readonly id: string }>;
  readonly properties: Properties;
}

export interface World {
  readonly keys: readonly string[];
  readonly users: ReadonlyArray<{ readonly id: string; readonly properties: Properties; readonly deleted: boolean }>;
  readonly groups: ReadonlyArray<{
    readonly key: string;
    readonly id: string;
    readonly properties: Properties;
    readonly deleted: boolean;
  }>;
  readonly events: readonly WorldEvent[];
  /** Changes of group properties, in order; no value: not set from then on. None: nothing is known of then. */
  readonly history?: ReadonlyArray<{
    readonly key: string;
    readonly id: string;
    readonly name: string;
    readonly atMs: number;
    readonly value?: PropertyValue;
  }>;
  readonly links: ReadonlyArray<{ readonly deviceId: string; readonly userId: string }>;
  readonly now: number;
}

const dayMs = 86_400_000;
const nothing: Properties = {};

/** The user an actor of events is. */
function canonical(world: World, actor: string): string {
  return world.links.find(({ deviceId }) => `$device:${deviceId}` === actor)?.userId ?? actor;
}

const isLinkedDevice = (world: World, id: string): boolean => canonical(world, id) !== id;

/** Every user: who has a profile, or an event. */
export function usersOf(world: World): string[] {
  const ids = new Set<string>();
  for (const { id, deleted } of world.users) if (!deleted && !isLinkedDevice(world, id)) ids.add(id);
  for (const { distinctId } of world.events) ids.add(canonical(world, distinctId));
  return [...ids];
}

/** A user's profile; none of its properties are set if there is none. */
export const userProperties = (world: World, id: string): Properties =>
  world.users.find((user) => user.id === id && !user.deleted)?.properties ?? nothing;

const memberships = (world: World, id: string, key: string): string[] => groupIdsOf(userProperties(world, id)[key]);

/** Every group of a key: named by a profile, a membership of a user, or an event. */
export function groupsOf(world: World, key: string): string[] {
  const ids = new Set<string>();
  for (const group of world.groups) if (group.key === key && !group.deleted) ids.add(group.id);
  for (const { id, deleted } of world.users) {
    if (!deleted && !isLinkedDevice(world, id)) for (const group of memberships(world, id, key)) ids.add(group);
  }
  for (const event of world.events) for (const group of event.groups) if (group.key === key) ids.add(group.id);
  return [...ids];
}

export const groupProperties = (world: World, key: string, id: string): Properties =>
  world.groups.find((group) => group.key === key && group.id === id && !group.deleted)?.properties ?? nothing;

/** Whether a user satisfies a filter. */
export function userSatisfies(world: World, id: string, filter: UserFilter): boolean {
  switch (filter.kind) {
    case 'property':
      return satisfies(userProperties(world, id)[filter.name], filter.condition, world.now);
    case 'did':
      return did(world, filter, (event) => canonical(world, event.distinctId) === id);
    case 'id':
      return filter.values.includes(id);
    case 'someGroup':
      return memberships(world, id, filter.groupKey).some((group) =>
        groupSatisfies(world, filter.groupKey, group, filter.where),
      );
    case 'belongsTo':
      return memberships(world, id, filter.groupKey).length > filter.moreThan;
    case 'and':
      return filter.filters.every((part) => userSatisfies(world, id, part));
    case 'or':
      return filter.filters.some((part) => userSatisfies(world, id, part));
    case 'not':
      return !userSatisfies(world, id, filter.filter);
    case 'cohort':
    case 'behind':
      throw new Error('worlds have neither saved cohorts nor reports');
  }
}

/** Whether a group of a key satisfies a filter. */
export function groupSatisfies(world: World, key: string, id: string, filter: GroupFilter): boolean {
  switch (filter.kind) {
    case 'property':
      return satisfies(groupProperties(world, key, id)[filter.name], filter.condition, world.now);
    case 'did':
      return did(world, filter, (event) => event.groups.some((group) => group.key === key && group.id === id));
    case 'id':
      return filter.values.includes(id);
    case 'and':
      return filter.filters.every((part) => groupSatisfies(world, key, id, part));
    case 'or':
      return filter.filters.some((part) => groupSatisfies(world, key, id, part));
    case 'not':
      return !groupSatisfies(world, key, id, filter.filter);
    case 'cohort':
    case 'behind':
      throw new Error('worlds have neither saved cohorts nor reports');
  }
}

function did(world: World, filter: DidFilter, by: (event: WorldEvent) => boolean): boolean {
  const times = world.events.filter(
    (event) =>
      by(event) &&
      (filter.event === null || event.name === filter.event) &&
      within(event.timeMs, filter.within, world.now) &&
      (filter.where === null || eventSatisfies(world, event, filter.where)),
  ).length;
  const atLeast = filter.atLeast ?? (filter.atMost === null ? 1 : 0);
  return times >= atLeast && (filter.atMost === null || times <= filter.atMost);
}

function within(time: number, range: TimeRange, now: number): boolean {
  if (range.kind === 'ever') return true;
  if (range.kind === 'lastDays') return time >= now - range.days * dayMs && time <= now;
  return (range.from === null || time >= range.from) && (range.to === null || time < range.to);
}

export function eventSatisfies(world: World, event: WorldEvent, filter: EventFilter): boolean {
  switch (filter.kind) {
    case 'property':
      return satisfies(event.properties[filter.name], filter.condition, world.now);
    case 'eventGroup':
      return event.groups.some(
        ({ key, id }) => key === filter.groupKey && groupSatisfies(world, key, id, filter.where),
      );
    case 'and':
      return filter.filters.every((part) => eventSatisfies(world, event, part));
    case 'or':
      return filter.filters.some((part) => eventSatisfies(world, event, part));
    case 'not':
      return !eventSatisfies(world, event, filter.filter);
  }
}

/** Whether a value, or one not set, satisfies a condition. */
export function satisfies(value: PropertyValue | undefined, condition: PropertyCondition, now: number): boolean {
  const set = value !== undefined && value !== null;
  switch (condition.kind) {
    case 'isSet':
      return set;
    case 'isNotSet':
      return !set;
    case 'textIsOneOf':
      return textIsOneOf(value, condition.values, condition.ignoreCase);
    case 'textIsNoneOf':
      return !textIsOneOf(value, condition.values, condition.ignoreCase);
    case 'textContains':
      return textTest(value, condition, (whole, part) => whole.includes(part));
    case 'textStartsWith':
      return textTest(value, condition, (whole, part) => whole.startsWith(part));
    case 'textEndsWith':
      return textTest(value, condition, (whole, part) => whole.endsWith(part));
    case 'number':
      return numberTest(value, condition.operator, condition.value);
    case 'numberBetween':
      return typeof value === 'number' && value >= condition.from && value <= condition.to;
    case 'booleanIs':
      return value === condition.value;
    case 'dateBefore':
      return dateTest(value, (moment) => moment < condition.instant);
    case 'dateAfter':
      return dateTest(value, (moment) => moment > condition.instant);
    case 'dateInLastDays':
      return dateTest(value, (moment) => moment >= now - condition.days * dayMs && moment <= now);
    case 'listAnyOf':
      return condition.values.some((wanted) => asList(value).includes(wanted));
    case 'listNoneOf':
      return !condition.values.some((wanted) => asList(value).includes(wanted));
    case 'listAllOf':
      return condition.values.every((wanted) => asList(value).includes(wanted));
  }
}

const asList = (value: PropertyValue | undefined): readonly PropertyValue[] => {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
};

const caseless = (text: string): string => text.toLowerCase().replaceAll('ς', 'σ');

function textIsOneOf(value: PropertyValue | undefined, wanted: readonly string[], ignoreCase: boolean): boolean {
  if (typeof value !== 'string') return false;
  return ignoreCase ? wanted.some((text) => caseless(text) === caseless(value)) : wanted.includes(value);
}

function textTest(
  value: PropertyValue | undefined,
  { text, ignoreCase }: { readonly text: string; readonly ignoreCase: boolean },
  test: (whole: string, part: string) => boolean,
): boolean {
  if (typeof value !== 'string') return false;
  return ignoreCase ? test(caseless(value), caseless(text)) : test(value, text);
}

function numberTest(
  value: PropertyValue | undefined,
  operator: Extract<PropertyCondition, { kind: 'number' }>['operator'],
  wanted: number,
): boolean {
  if (operator === 'notEquals') return value !== wanted;
  if (typeof value !== 'number') return false;
  switch (operator) {
    case 'equals':
      return value === wanted;
    case 'lessThan':
      return value < wanted;
    case 'atMost':
      return value <= wanted;
    case 'greaterThan':
      return value > wanted;
    case 'atLeast':
      return value >= wanted;
  }
}

const dateTest = (value: PropertyValue | undefined, test: (moment: number) => boolean): boolean => {
  const moment = typeof value === 'string' ? momentOf(value) : null;
  return moment !== null && test(moment);
};

const isoDate =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d{2}):?(\d{2}))?)?$/;

/** The moment an ISO date means, milliseconds; null for every other text, days outside the calendar included. */
export function momentOf(text: string): number | null {
  const match = isoDate.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((digits) => Number(digits ?? 0));
  const date = new Date(0);
  date.setUTCFullYear(year ?? 0, (month ?? 0) - 1, day);
  if (date.getUTCMonth() !== (month ?? 0) - 1 || date.getUTCDate() !== day) return null;
  if ((hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return null;
  const [zoneHours, zoneMinutes] = [Number(match[9] ?? 0), Number(match[10] ?? 0)];
  if (zoneHours > 23 || zoneMinutes > 59) return null;
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const zone = (match[8] === '-' ? -1 : 1) * (zoneHours * 60 + zoneMinutes) * 60_000;
  return date.getTime() + (((hour ?? 0) * 60 + (minute ?? 0)) * 60 + (second ?? 0)) * 1_000 + milliseconds - zone;
}

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Ids in the order of their UTF-8 bytes. */
export const inByteOrder = (ids: readonly string[]): string[] => [...ids].sort(byBytes);

/** Ids in the order of a property: numbers, texts, booleans, others, then not set; equal ones by id. */
export function inOrderOf(
  ids: readonly string[],
  valueIn: (id: string) => PropertyValue | undefined,
  direction: 'ASC' | 'DESC',
): string[] {
  const sign = direction === 'ASC' ? 1 : -1;
  return [...ids].sort((a, b) => {
    const [x, y] = [valueIn(a) ?? null, valueIn(b) ?? null];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || byBytes(a, b);
    return sign * compareValues(x, y) || byBytes(a, b);
  });
}

function compareValues(a: NonNullable<PropertyValue>, b: NonNullable<PropertyValue>): number {
  const rank = (value: NonNullable<PropertyValue>): number =>
    ['number', 'string', 'boolean', 'object'].indexOf(typeof value);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const text = (value: NonNullable<PropertyValue>): string =>
    [...(typeof value === 'string' ? value : JSON.stringify(value))].slice(0, 255).join('');
  return byBytes(text(a), text(b));
}
