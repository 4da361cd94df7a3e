import { otherSegments } from '../src/reports/rows/told.js';
import { days, month } from './report-data.js';

/** A question as an expert would write it: rows of `a`, `b` and `n`, the figure of these two. */
export interface ByHand {
  readonly name: string;
  readonly text: string;
  /** Whether it answers the very same question, so that its figures must be the same. */
  readonly isSame: boolean;
}

/** Whose analysis it is. */
export type Unit = 'USERS' | 'GROUPS';

const weekMs = 7 * 86_400_000;

const scope = (unit: Unit): string =>
  `project_id = {projectId:UInt32} AND scope = ${unit === 'USERS' ? '0' : '{groupKeyId:UInt32}'}`;

/** The week is a hint to the engine what to read: working it out for each row would take longer than the rest. */
const between = ({ from, to }: { readonly from: string; readonly to: string }): string =>
  `indexHint(toMonday(time) >= toMonday(toDate('${from}')) AND toMonday(time) <= toDate('${to}')) AND time >= toDateTime64('${from} 00:00:00', 3, 'UTC') AND time < toDateTime64('${to} 00:00:00', 3, 'UTC') + INTERVAL 1 DAY`;

const rowsIn = (unit: Unit, range: { readonly from: string; readonly to: string }): string =>
  `FROM unit_events WHERE ${scope(unit)} AND ${between(range)}`;

const millis = 'toUnixTimestamp64Milli(time)';

/** What stands for the whole range, or for all segments together. */
export const all = 'all';

export const dailyUnits = (unit: Unit): readonly ByHand[] => [
  {
    name: 'uniqExact',
    isSame: true,
    text: `SELECT if(grouping(day) = 1, '${all}', toString(day)) AS a, '' AS b, uniqExact(unit_hash) AS n
      FROM (SELECT toDate(time) AS day, unit_hash ${rowsIn(unit, month)})
      GROUP BY GROUPING SETS ((day), ())`,
  },
  {
    name: 'a bit for each day',
    isSame: true,
    text: `SELECT if(place = 40, '${all}', toString(toDate('${month.from}') + place)) AS a, '' AS b, count() AS n
      FROM (SELECT arrayJoin(arrayPushBack(bitPositionsToArray(groupBitOr(bitShiftLeft(toUInt32(1), toDayOfMonth(time) - 1))), 40)) AS place
        ${rowsIn(unit, month)} GROUP BY unit_hash)
      GROUP BY place`,
  },
];

/** Within how many days units are active. */
export const activeDays = [1, 7, 30] as const;

const before = (date: string, days: number): string =>
  new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10);

/** Where `bits` has a bit for each place from `first` on: `n` for each of so many. */
const countedBits = (bits: string, first: number, count: number): string =>
  `sumForEach(arrayMap(p -> toUInt64(bitTest(${bits}, p)), range(${first}, ${first + count})))`;

/** A bit for each day; a window of days is the same bits moved on by each of its days. */
export const active = (unit: Unit): readonly ByHand[] => {
  const lead = Math.max(...activeDays) - 1;
  const from = before(month.from, lead);
  const windows = activeDays.map((days) => `(${days}, ${countedBits(`b${days}`, lead, 31)})`);
  return [
    {
      name: 'a bit for each day',
      isSame: true,
      text: `SELECT toString(line.1) AS a, toString(toDate('${month.from}') + at.1) AS b, at.2 AS n FROM
        (SELECT arrayJoin([${windows.join(', ')}]) AS line, arrayJoin(arrayZip(range(31), line.2)) AS at FROM
          (SELECT b1, bitOr(b1, bitShiftLeft(b1, 1)) AS b2, bitOr(b2, bitShiftLeft(b2, 2)) AS b4, bitOr(b4, bitShiftLeft(b4, 3)) AS b7,
            bitOr(b4, bitShiftLeft(b4, 4)) AS b8, bitOr(b8, bitShiftLeft(b8, 8)) AS b16, bitOr(b16, bitShiftLeft(b16, 14)) AS b30
            FROM (SELECT groupBitOr(bitShiftLeft(toUInt64(1), toUInt8(toDate(time) - toDate('${from}')))) AS b1
              ${rowsIn(unit, { from, to: month.to })} GROUP BY unit_hash)))`,
    },
  ];
};

const industries = `(SELECT groupArray(group_hash), groupArray(properties.key_industry) FROM group_profiles FINAL
  WHERE project_id = {projectId:UInt32} AND group_key = {groupKeyId:UInt32} AND deleted = 0)`;

/** Sums of days and sets of segments first: there are few, and all that is told is made of them. */
export const sumByIndustry = (unit: Unit): readonly ByHand[] => {
  const ofKey = 'arrayFilter((h, k) -> k = {groupKeyId:UInt32}, group_hashes, group_keys)';
  const segments = `arrayDistinct(arrayMap(h -> transform(h, industries.1, industries.2, ''), ${ofKey}))`;
  const carriers = unit === 'USERS' ? '' : ' AND has(group_keys, {groupKeyId:UInt32})';
  return [
    {
      name: 'sums of sets of segments',
      isSame: true,
      text: `WITH ${industries} AS industries,
        (SELECT groupArray((day, if(empty(segments), [''], segments), total)) FROM
          (SELECT toDate(time) AS day, ${segments} AS segments, sum(toFloat64OrZero(properties.key_duration)) AS total
            ${rowsIn('USERS', month)}${carriers} GROUP BY day, segments)) AS cells,
        (SELECT groupArray(segment) FROM (SELECT segment FROM
          (SELECT arrayJoin(cells) AS cell, arrayJoin(cell.2) AS segment) GROUP BY segment ORDER BY sum(cell.3) DESC, segment LIMIT 10)) AS largest
        SELECT segment AS a, if(grouping(day) = 1, '${all}', toString(day)) AS b, sum(total) AS n FROM
          (SELECT cell.1 AS day, cell.3 AS total,
            arrayJoin(arrayPushBack(arrayDistinct(arrayMap(one -> if(has(largest, one), one, '${otherSegments}'), cell.2)), '${all}')) AS segment
            FROM (SELECT arrayJoin(cells) AS cell))
        GROUP BY GROUPING SETS ((segment, day), (segment))`,
    },
  ];
};

export const funnelSteps = ['open', 'commit', 'merge'] as const;

/** The steps' counts, and the average and median times between them, which the report tells as well. */
export const funnel = (unit: Unit): readonly ByHand[] => {
  const [first, second, third] = funnelSteps;
  const rows = `${rowsIn(unit, days)} AND name IN ('${funnelSteps.join("', '")}')`;
  const next = (times: string, before: string): string =>
    `arrayMin(arrayFilter(x -> x >= ${before} - 2000 AND x <= one + ${weekMs}, ${times}))`;
  const durations = (what: string, took: string, isThere: string): string =>
    `('average ${what}', avgIf(greatest(${took}, 0), ${isThere})), ('median ${what}', quantileExactInclusiveIf(0.5)(greatest(${took}, 0), ${isThere}))`;
  return [
    {
      name: 'arrays of times',
      isSame: true,
      text: `SELECT pair.1 AS a, '' AS b, pair.2 AS n FROM (SELECT arrayJoin([
          ('1', toFloat64(count())), ('2', toFloat64(countIf(two > 0))), ('3', toFloat64(countIf(three > 0))),
          ${durations('2 since 1', 'two - one', 'two > 0')}, ${durations('3 since 2', 'three - two', 'three > 0')},
          ${durations('3 since start', 'three - one', 'three > 0')}]) AS pair
        FROM (SELECT one, ${next('seconds', 'one')} AS two, if(two = 0, 0, ${next('thirds', 'two')}) AS three FROM
          (SELECT minIf(${millis}, name = '${first}') AS one, groupArrayIf(${millis}, name = '${second}') AS seconds,
            groupArrayIf(${millis}, name = '${third}') AS thirds
            ${rows} GROUP BY unit_hash HAVING one > 0)))`,
    },
    {
      name: 'windowFunnel, best attempt, no times',
      isSame: false,
      text: `SELECT toString(step) AS a, '' AS b, count() AS n FROM (SELECT arrayJoin(range(1, level + 1)) AS step FROM
        (SELECT windowFunnel(${weekMs})(toUInt64(${millis}), name = '${first}', name = '${second}', name = '${third}') AS level
          ${rows} GROUP BY unit_hash)) GROUP BY step`,
    },
  ];
};

export const retentionBirth = 'visit';
export const retentionBuckets = 12;

/** Buckets from 0; -1 for those born. */
export const retention = (unit: Unit): readonly ByHand[] => {
  const cohort = `greatest(toMonday(fromUnixTimestamp64Milli(birth, 'UTC')), toDate('${days.from}'))`;
  const told = (buckets: string): string =>
    `arrayJoin(arrayPushFront(arrayFilter(x -> x < ${retentionBuckets}, ${buckets}), -1))`;
  return [
    {
      name: 'arrays of times',
      isSame: true,
      text: `SELECT toString(cohort) AS a, toString(bucket) AS b, count() AS n FROM
        (SELECT ${cohort} AS cohort,
          ${told(`arrayDistinct(arrayMap(t -> intDiv(t - birth, ${weekMs}), arrayFilter(t -> t >= birth, times)))`)} AS bucket
          FROM (SELECT minIf(${millis}, name = '${retentionBirth}') AS birth, groupArray(${millis}) AS times
            ${rowsIn(unit, days)} GROUP BY unit_hash HAVING birth > 0))
        GROUP BY cohort, bucket`,
    },
    {
      name: 'joined, a bit for each week',
      isSame: true,
      text: `SELECT toString(cohort) AS a, toString(bucket) AS b, count() AS n FROM
        (SELECT ${cohort.replace('birth', 'any(birth)')} AS cohort,
          ${told(`arrayMap(x -> toInt64(x), bitPositionsToArray(groupBitOr(bitShiftLeft(toUInt32(1), intDiv(moment - birth, ${weekMs})))))`)} AS bucket
          FROM (SELECT unit_hash, ${millis} AS moment ${rowsIn(unit, days)}) AS e
          INNER JOIN (SELECT unit_hash, min(${millis}) AS birth ${rowsIn(unit, days)} AND name = '${retentionBirth}' GROUP BY unit_hash) AS f
          ON e.unit_hash = f.unit_hash WHERE moment >= birth GROUP BY e.unit_hash)
        GROUP BY cohort, bucket`,
    },
  ];
};

/** On how many days of each week. */
export const frequency = (unit: Unit): readonly ByHand[] => {
  const week = `greatest(toMonday(time), toDate('${days.from}'))`;
  return [
    {
      name: 'a bit for each day',
      isSame: true,
      text: `SELECT toString(week) AS a, toString(times) AS b, count() AS n FROM
        (SELECT ${week} AS week, bitCount(groupBitOr(bitShiftLeft(toUInt8(1), toDayOfWeek(time) - 1))) AS times
          ${rowsIn(unit, days)} GROUP BY week, unit_hash)
        GROUP BY a, b`,
    },
    {
      name: 'a bit for each day, in the order of the table',
      isSame: true,
      text: `SELECT toString(greatest(week, toDate('${days.from}'))) AS a, toString(times) AS b, count() AS n FROM
        (SELECT toMonday(time) AS week, bitCount(groupBitOr(bitShiftLeft(toUInt8(1), toDayOfWeek(time) - 1))) AS times
          ${rowsIn(unit, days)} GROUP BY project_id, scope, toMonday(time), unit_hash)
        GROUP BY week, times SETTINGS optimize_aggregation_in_order = 1`,
    },
  ];
};

const firstWeek = before(days.from, 2 + 7);
const weekBits = (unit: Unit, where = ''): string =>
  `(SELECT groupBitOr(bitShiftLeft(toUInt32(1), toUInt8(intDiv(toMonday(time) - toDate('${firstWeek}'), 7)))) AS b ${rowsIn(unit, days)}${where} GROUP BY unit_hash)`;
const weeks = 14;
const weekOfPlace = (place: string): string =>
  `greatest(toDate('${firstWeek}') + 7 * (1 + ${place}), toDate('${days.from}'))`;

/** Each commit a birth, in calendar weeks: -1 for those born. */
export const recurring = (unit: Unit): readonly ByHand[] => [
  {
    name: 'a bit for each week',
    isSame: true,
    text: `SELECT toString(${weekOfPlace('at.1')}) AS a, toString(line.1) AS b, at.2 AS n FROM
      (SELECT arrayJoin([${[-1, ...Array(retentionBuckets).keys()]
        .map(
          (bucket) =>
            `(toInt8(${bucket}), ${countedBits(`bitAnd(b, bitShiftRight(b, ${Math.max(bucket, 0)}))`, 1, weeks)})`,
        )
        .join(
          ', ',
        )}]) AS line, arrayJoin(arrayZip(range(${weeks}), line.2)) AS at FROM ${weekBits(unit, " AND name = 'commit'")})`,
  },
];

/** Nothing happened before the range, so the first bit is the week in which a unit is new. */
export const lifecycle = (unit: Unit): readonly ByHand[] => {
  const stages = {
    NEW: 'bitAnd(b, bitNot(b) + 1)',
    RETAINED: 'bitAnd(b, bitShiftLeft(b, 1))',
    RESURRECTED: 'bitAnd(bitAnd(b, bitNot(bitShiftLeft(b, 1))), bitNot(bitAnd(b, bitNot(b) + 1)))',
    DORMANT: 'bitAnd(bitNot(b), bitShiftLeft(b, 1))',
  };
  const lines = Object.entries(stages).map(([stage, bits]) => `('${stage}', ${countedBits(bits, 1, weeks)})`);
  return [
    {
      name: 'a bit for each week',
      isSame: true,
      text: `SELECT line.1 AS a, toString(toDate('${firstWeek}') + 7 * (1 + at.1)) AS b, at.2 AS n FROM
        (SELECT arrayJoin([${lines.join(', ')}]) AS line, arrayJoin(arrayZip(range(${weeks}), line.2)) AS at FROM ${weekBits(unit)})`,
    },
  ];
};

/** Which events are at each of three steps after the first merge, within a day. */
export const flows = (unit: Unit): readonly ByHand[] => {
  const rows = rowsIn(unit, month);
  const upToADayLater = rowsIn(unit, { from: month.from, to: before(month.to, -1) });
  return [
    {
      name: 'joined to the first',
      isSame: true,
      text: `SELECT toString(step.1) AS a, step.2 AS b, count() AS n FROM
        (SELECT arrayJoin(arrayZip([1, 2, 3], arrayResize(arraySlice(arrayMap(x -> x.3, arraySort(groupArray((moment, event, what)))), 2, 3), 3, ''))) AS step
          FROM (SELECT unit_hash, ${millis} AS moment, event_id AS event, toString(name) AS what ${upToADayLater}) AS e
          INNER JOIN (SELECT unit_hash, min((${millis}, event_id)) AS first ${rows} AND name = 'merge' GROUP BY unit_hash) AS f
          ON e.unit_hash = f.unit_hash WHERE (moment, event) >= first AND moment <= first.1 + 86400000 GROUP BY e.unit_hash)
        GROUP BY step`,
    },
  ];
};
