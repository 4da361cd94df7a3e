import { type ExpressionNode, namesIn } from '../../cohorts/expressions/ast.js';
import {
  type EventView,
  eventSeconds,
  lowerEventExpression,
  plainText,
  storedEventProperty,
  storedJson,
  userPropertiesIn,
} from '../../cohorts/expressions/lower-event.js';
import { textUnlessEmpty } from '../../cohorts/expressions/operand.js';
import { canonicalHash, canonicalId, ofProject, withLinks } from '../../cohorts/lower/actors.js';
import { allOf, expressionOf, type Predicate } from '../../cohorts/lower/predicate.js';
import {
  and,
  as,
  asc,
  call,
  col,
  eq,
  gt,
  gte,
  iif,
  instant,
  inValues,
  isIn,
  join,
  lt,
  lte,
  mapValue,
  num,
  or,
  param,
  select,
  subquery,
  table,
} from '../../warehouse/sql/builders.js';
import type { Expression, Projection, Select } from '../../warehouse/sql/nodes.js';

/** The place of an event in the order of export: by time, and by the id it is stored under among those of one moment. */
export interface EventPlace {
  /** Milliseconds since the epoch. */
  readonly timeMs: number;
  readonly eventId: string;
}

/** A part of a project's events: what is read at a time. */
export interface Stretch {
  readonly projectId: number;
  /** Exact names; null: all. */
  readonly names: readonly string[] | null;
  /** First moment, milliseconds since the epoch. */
  readonly from: number;
  /** First moment after the last. */
  readonly to: number;
  /** Events after this one; null: from the first. */
  readonly after: EventPlace | null;
  /** Events up to this one; null: to the last. */
  readonly upTo: EventPlace | null;
}

/** An event as it is read. */
export interface EventRow {
  /** The time, milliseconds since the epoch, as text. */
  readonly ms: string;
  /** The id it is stored under. */
  readonly id: string;
  readonly name: string;
  /** As the event had it, before devices were linked to users. */
  readonly distinct_id: string;
  readonly device_id: string;
  readonly user_id: string;
  readonly insert_id: string;
  /** Each value as its canonical JSON text. */
  readonly properties: Readonly<Record<string, string>>;
}

/** No event lies outside (1971 to an hour from now); moments beyond are cut so that the engine's date type holds them. */
const lastMoment = Date.UTC(2280, 0, 1);
const moment = (ms: number): Expression => instant(Math.min(Math.max(ms, 0), lastMoment));

const placeColumns: readonly Projection[] = [
  as(call('toUnixTimestamp64Milli', col('time')), 'ms'),
  as(call('toString', col('event_id')), 'id'),
];
const content = ['name', 'distinct_id', 'device_id', 'user_id', 'insert_id', 'properties'];
const eventColumns = [...placeColumns, ...content.map((name) => col(name))];
const inOrder = [asc(col('time')), asc(col('event_id'))];

const eventId = ({ eventId: id }: EventPlace): Expression => param(id, 'UUID');

/** True on the events of a stretch. The time stands alone in it, so that the primary key finds them. */
function within({ projectId, names, from, to, after, upTo }: Stretch): Expression {
  const time = col('time');
  const isLater = (place: EventPlace): Expression =>
    and(gte(time, moment(place.timeMs)), or(gt(time, moment(place.timeMs)), gt(col('event_id'), eventId(place))));
  const isNotLater = (place: EventPlace): Expression =>
    and(lte(time, moment(place.timeMs)), or(lt(time, moment(place.timeMs)), lte(col('event_id'), eventId(place))));
  const parts: Predicate[] = [
    ofProject(projectId),
    after === null ? gte(time, moment(from)) : isLater(after),
    upTo === null ? lt(time, moment(to)) : isNotLater(upTo),
    names === null || inValues(col('name'), names, 'Array(String)'),
  ];
  return expressionOf(allOf(...parts));
}

/** Names whose values depend on which user a device was linked to. */
const linkedNames = new Set(['distinct_id', '$distinct_id_before_identity']);

/** True if the events alone cannot tell whether the expression holds. */
export function asksAboutUsers(where: ExpressionNode): boolean {
  if (userPropertiesIn(where).size > 0) return true;
  return [...namesIn(where)].some(({ of, name }) => of === 'properties' && linkedNames.has(name));
}

/** The first `limit` events of a stretch that satisfy an expression which does not ask about users. */
export function firstEvents(stretch: Stretch, where: ExpressionNode | null, limit: number): Select {
  const view: EventView = { property: storedEventProperty, userProperty: null, time: col('time') };
  const holds = where === null || lowerEventExpression(where, view);
  return select({
    columns: eventColumns,
    from: table('events'),
    where: expressionOf(allOf(within(stretch), holds)),
    orderBy: inOrder,
    limit,
  });
}

/** The place of a stretch's event number `count`, or no row if it has fewer. */
export const placeOfEvent = (stretch: Stretch, count: number): Select =>
  select({
    columns: placeColumns,
    from: table('events'),
    where: within(stretch),
    orderBy: inOrder,
    limit: 1,
    offset: count - 1,
  });

/** Columns that a question about users reads of the events, by the name of the property. */
function columnsOf(names: Iterable<string>, prefix: string): Map<string, string> {
  return new Map([...new Set(names)].map((name, index) => [name, `${prefix}_${index}`]));
}

/**
 * All events of a stretch that satisfy an expression, which may ask about the users they count for. The whole stretch
 * is joined, so it must be a small one.
 */
export function eventsOfUsers(stretch: Stretch, where: ExpressionNode): Select {
  const ofEvent = columnsOf(
    [...namesIn(where)].flatMap(({ of, name }) => (of === 'properties' ? [name] : [])),
    'property',
  );
  const ofUser = columnsOf(userPropertiesIn(where), 'user');
  const names = ['time', 'event_id', ...content, ...ofEvent.values()];
  const from = (columns: readonly (Expression | Projection)[]): Select =>
    select({ columns, from: table('events'), where: within(stretch) });
  const actors = from([col('actor_hash')]);
  const events = from([
    col('actor_hash'),
    col('time'),
    col('event_id'),
    ...content.map((name) => col(name)),
    ...[...ofEvent].map(([property, column]) => as(mapValue('properties', property), column)),
  ]);
  const linked = select({
    columns: [
      ...names.map((name) => as(col(name, 'a'), name)),
      as(canonicalHash, 'canonical_hash'),
      as(canonicalId, 'canonical_id'),
    ],
    from: withLinks(events, stretch.projectId, actors),
  });
  const users = select({ columns: [canonicalHash], from: withLinks(actors, stretch.projectId, actors) });
  const profiles = select({
    columns: [
      as(col('user_hash'), 'profile_hash'),
      ...[...ofUser].map(([property, column]) => as(mapValue('properties', property), column)),
    ],
    from: table('user_profiles', { final: true }),
    where: and(ofProject(stretch.projectId), eq(col('deleted'), num(0)), isIn(col('user_hash'), users)),
  });
  const joined = join(
    'LEFT ANY',
    subquery(linked, 'e'),
    subquery(profiles, 'u'),
    eq(col('canonical_hash', 'e'), col('profile_hash', 'u')),
  );
  return select({
    columns: eventColumns,
    from: ofUser.size === 0 ? subquery(linked) : joined,
    where: expressionOf(lowerEventExpression(where, viewOf(ofEvent, ofUser))),
    orderBy: inOrder,
  });
}

/** What names mean in a select from the columns made above. */
function viewOf(ofEvent: ReadonlyMap<string, string>, ofUser: ReadonlyMap<string, string>): EventView {
  const distinctId = col('distinct_id');
  const canonical = col('canonical_id');
  const beforeIdentity = iif(eq(distinctId, canonical), param('', 'String'), distinctId);
  const inColumns = new Map([
    ['time', eventSeconds(col('time'))],
    ['distinct_id', plainText(canonical)],
    ['$distinct_id_before_identity', textUnlessEmpty(beforeIdentity)],
    ['$device_id', textUnlessEmpty(col('device_id'))],
    ['$user_id', textUnlessEmpty(col('user_id'))],
    ['$insert_id', textUnlessEmpty(col('insert_id'))],
  ]);
  const stored = (column: string | undefined) => storedJson(column === undefined ? param('', 'String') : col(column));
  return {
    property: (name) => inColumns.get(name) ?? stored(ofEvent.get(name)),
    userProperty: (name) => (name === '$distinct_id' ? plainText(canonical) : stored(ofUser.get(name))),
    time: col('time'),
  };
}
