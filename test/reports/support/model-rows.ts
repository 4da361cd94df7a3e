import type { GroupFilter } from '../../../src/cohorts/filter.js';
import type { Properties, PropertyValue } from '../../../src/core/property-values.js';
import { groupIdsOf } from '../../../src/core/property-values.js';
import type {
  Buckets,
  EventBreakdown,
  EventChoice,
  GroupBreakdown,
  GroupWhere,
  UserBreakdown,
  UserWhere,
} from '../../../src/reports/question/question.js';
import {
  eventSatisfies,
  groupProperties,
  groupSatisfies,
  satisfies,
  userProperties,
  userSatisfies,
  type World,
  type WorldEvent,
} from '../../cohorts/oracle.js';

/*
 * What all reports look at, written for reading: events, the units they count for, and the segments they fall into. Knows
 * no SQL and shares no code with src/reports but the types.
 */

/** Whose analysis it is: users, or the groups of a key. */
export type ModelSubject = { readonly unit: 'USERS' } | { readonly unit: 'GROUPS'; readonly key: string };

/** An event as it counts for one unit. */
export interface ModelRow {
  readonly event: WorldEvent;
  /** The user's id or the group's. */
  readonly unit: string;
}

export const canonicalUser = (world: World, actor: string): string =>
  world.links.find(({ deviceId }) => `$device:${deviceId}` === actor)?.userId ?? actor;

/** Every event for every unit it counts for. */
export function rowsOf(world: World, subject: ModelSubject): ModelRow[] {
  return world.events.flatMap((event): ModelRow[] => {
    if (subject.unit === 'USERS') return [{ event, unit: canonicalUser(world, event.distinctId) }];
    return event.groups.filter(({ key }) => key === subject.key).map(({ id }) => ({ event, unit: id }));
  });
}

/** The value a group's property had at a time. */
export function valueThen(world: World, key: string, id: string, name: string, timeMs: number): PropertyValue {
  const changes = (world.history ?? []).filter(
    (change) => change.key === key && change.id === id && change.name === name && change.atMs <= timeMs,
  );
  const latest = Math.max(...changes.map(({ atMs }) => atMs));
  return changes.filter(({ atMs }) => atMs === latest).at(-1)?.value ?? null;
}

/** Whether a group satisfied a filter when an event happened. */
function satisfiedThen(world: World, key: string, id: string, filter: GroupFilter, timeMs: number): boolean {
  switch (filter.kind) {
    case 'property':
      return satisfies(valueThen(world, key, id, filter.name, timeMs), filter.condition, world.now);
    case 'and':
      return filter.filters.every((part) => satisfiedThen(world, key, id, part, timeMs));
    case 'or':
      return filter.filters.some((part) => satisfiedThen(world, key, id, part, timeMs));
    case 'not':
      return !satisfiedThen(world, key, id, filter.filter, timeMs);
    default:
      return groupSatisfies(world, key, id, filter);
  }
}

/** The time in which users who did something are counted: a range, and in it those with the same key. */
export interface Counting {
  readonly from: number;
  readonly to: number;
  readonly keyOf: (timeMs: number) => string;
}

const never: Counting = { from: 0, to: 0, keyOf: () => '' };

/** How many different users did something for the group of a row, in the row's interval. */
function usersWhoDid(
  world: World,
  subject: ModelSubject,
  { event, unit }: ModelRow,
  { event: choice, times }: { readonly event: EventChoice<GroupWhere>; readonly times: number },
  { from, to, keyOf }: Counting,
): number {
  const done = rowsOf(world, subject).filter(
    (row) =>
      row.unit === unit &&
      row.event.timeMs >= from &&
      row.event.timeMs < to &&
      keyOf(row.event.timeMs) === keyOf(event.timeMs) &&
      isChosen(world, subject, row, choice),
  );
  const users = done.map((row) => canonicalUser(world, row.event.distinctId));
  return new Set(users.filter((user) => users.filter((other) => other === user).length >= times)).size;
}

/** Whether a row satisfies conditions of either analysis. */
export function rowSatisfies(
  world: World,
  subject: ModelSubject,
  row: ModelRow,
  where: UserWhere | GroupWhere,
  counting: Counting = never,
): boolean {
  const { event, unit } = row;
  switch (where.kind) {
    case 'user':
      return userSatisfies(world, unit, where.where);
    case 'group': {
      if (subject.unit !== 'GROUPS') throw new Error('no group');
      if (where.properties === 'CURRENT') return groupSatisfies(world, subject.key, unit, where.where);
      return satisfiedThen(world, subject.key, unit, where.where, event.timeMs);
    }
    case 'eventGroup':
      if (where.properties === 'CURRENT') return eventSatisfies(world, event, where);
      return event.groups.some(
        ({ key, id }) => key === where.groupKey && satisfiedThen(world, key, id, where.where, event.timeMs),
      );
    case 'property':
      return eventSatisfies(world, event, where);
    case 'usersWhoDid': {
      const users = usersWhoDid(world, subject, row, where, counting);
      const atLeast = where.atLeast ?? (where.atMost === null ? 1 : 0);
      return users >= atLeast && (where.atMost === null || users <= where.atMost);
    }
    case 'and':
      return where.filters.every((part) => rowSatisfies(world, subject, row, part, counting));
    case 'or':
      return where.filters.some((part) => rowSatisfies(world, subject, row, part, counting));
    case 'not':
      return !rowSatisfies(world, subject, row, where.filter, counting);
  }
}

export const isChosen = (
  world: World,
  subject: ModelSubject,
  row: ModelRow,
  { names, where }: EventChoice<UserWhere | GroupWhere>,
  counting: Counting = never,
): boolean =>
  (names === null || names.includes(row.event.name)) &&
  (where === null || rowSatisfies(world, subject, row, where, counting));

const isScalar = (value: PropertyValue): boolean => value === null || typeof value !== 'object';

/** The segments a value falls into, as texts: JSON, or the number of a bucket; '' is not set. */
export function segmentsOfValue(value: PropertyValue | undefined, buckets: Buckets): string[] {
  const elements = Array.isArray(value) && value.length > 0 && value.every(isScalar) ? value : [value ?? null];
  const text = (element: PropertyValue): string => {
    if (buckets !== null) {
      return typeof element === 'number' ? String(buckets.filter((bound) => bound <= element).length) : '';
    }
    return element === null ? '' : JSON.stringify(element);
  };
  return [...new Set(elements.map(text))];
}

const orNotSet = (texts: readonly string[]): string[] => (texts.length === 0 ? [''] : [...new Set(texts)]);

function ofEventGroups(world: World, event: WorldEvent, by: Extract<EventBreakdown, { kind: 'eventGroup' }>): string[] {
  const ids = event.groups.filter(({ key }) => key === by.groupKey).map(({ id }) => id);
  const { property } = by;
  if (property === null) return orNotSet(ids.map((id) => JSON.stringify(id)));
  const current = (id: string): PropertyValue | undefined =>
    by.properties === 'CURRENT'
      ? groupProperties(world, by.groupKey, id)[property]
      : valueThen(world, by.groupKey, id, property, event.timeMs);
  return orNotSet(ids.flatMap((id) => segmentsOfValue(current(id), by.buckets)));
}

/** The segments a row falls into by one breakdown. */
export function segmentsOf(
  world: World,
  subject: ModelSubject,
  row: ModelRow,
  by: UserBreakdown | GroupBreakdown,
  counting: Counting = never,
): string[] {
  const { event, unit } = row;
  switch (by.kind) {
    case 'eventProperty':
      return segmentsOfValue(event.properties[by.name], by.buckets);
    case 'eventGroup':
      return ofEventGroups(world, event, by);
    case 'userProperty':
      return segmentsOfValue(userProperties(world, unit)[by.name], by.buckets);
    case 'membership': {
      const profile: Properties = userProperties(world, unit);
      const ids = groupIdsOf(profile[by.groupKey]);
      const { property } = by;
      if (property === null) return orNotSet(ids.map((id) => JSON.stringify(id)));
      return orNotSet(
        ids.flatMap((id) => segmentsOfValue(groupProperties(world, by.groupKey, id)[property], by.buckets)),
      );
    }
    case 'groupProperty': {
      if (subject.unit !== 'GROUPS') throw new Error('no group');
      if (by.name === null) return [JSON.stringify(unit)];
      const value =
        by.properties === 'CURRENT'
          ? groupProperties(world, subject.key, unit)[by.name]
          : valueThen(world, subject.key, unit, by.name, event.timeMs);
      return segmentsOfValue(value, by.buckets);
    }
    case 'usersWhoDid':
      return segmentsOfValue(usersWhoDid(world, subject, row, by, counting), by.buckets);
    case 'cohort':
      throw new Error('worlds have no cohorts');
  }
}

/** Every combination of one of each. */
export function combinations(lists: ReadonlyArray<readonly string[]>): string[][] {
  return lists.reduce<string[][]>((all, list) => all.flatMap((one) => list.map((text) => [...one, text])), [[]]);
}
