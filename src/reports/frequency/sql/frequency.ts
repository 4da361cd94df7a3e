import { array, as, call, col, gt, num, param, select } from '../../../warehouse/sql/builders.js';
import type { Expression, Select } from '../../../warehouse/sql/nodes.js';
import { isDecidedByIntervals } from '../../rows/breakdowns.js';
import { ofAll } from '../../rows/in-segments.js';
import { intervalPlace } from '../../rows/intervals.js';
import { below, layer, ofRow, type Rows } from '../../rows/layers.js';
import type { Ranking } from '../../rows/rank.js';
import { bucket, segmentColumns, segmentedRows } from '../../rows/segmented-rows.js';
import type { Told } from '../../rows/told.js';
import { mostWordPlaces, ofEachUnit, placeCount, placesWithin, unitWords, words } from '../../rows/unit-places.js';
import { unit } from '../../rows/units.js';
import type { BoundFrequency } from '../bind.js';

/** A row of the answer to {@link timesActive}; beside these the columns of segments. */
export interface FrequencyRow {
  /** 1: of all segments together. */
  readonly of_all: number;
  /** The interval's first moment, as text; absent where the range is one. */
  readonly b?: string;
  /** On how many hours or days, as text. */
  readonly times: string;
  /** How many units were active on so many, as text. */
  readonly units: string;
  readonly [segment: string]: unknown;
}

const ownPart = 'part';
/** The columns of {@link activeUnits} beside the segments. */
export const times = 'times';

/** On how many hours or days each unit was active: `of_all`, the segments, the interval as `b`, `u`, `times`. */
export const activeUnits = (question: BoundFrequency, told: Told | null): Rows =>
  ofEachUnit(
    { ...question, told },
    {
      columns: [as(intervalPlace(question.parts), ownPart)],
      divisions: question.isWhole ? [] : [col(bucket)],
      figure: as(placeCount(col(ownPart), mostParts(question)), times),
    },
  );

/** How many hours or days the longest interval has. */
function mostParts({ parts, intervals }: BoundFrequency): number {
  const ends = intervals.map(({ to }) => parts.findLastIndex(({ from }) => from < to) + 1);
  return Math.max(...ends.map((end, place) => end - (ends[place - 1] ?? 0)));
}

/** Whether {@link timesActiveAsBits} answers a question: there are few hours or days, and no segment is decided anew in each interval. */
export const isOfBits = (question: BoundFrequency): boolean =>
  question.parts.length <= mostWordPlaces && !isDecidedByIntervals(question);

/** The answer of {@link timesActive}, from a few numbers of each unit, with a bit for each hour or day. */
export function timesActiveAsBits(question: BoundFrequency, told: Told): Select {
  const { parts, intervals } = question;
  const at = { place: intervalPlace(parts), count: parts.length };
  const counts = intervals.map(({ from, to }) =>
    placesWithin({
      first: parts.findIndex((one) => one.from >= from),
      last: parts.findLastIndex((one) => one.to <= to),
    }),
  );
  const starts = param(
    intervals.map(({ from }) => from),
    'Array(Int64)',
  );
  const units = unitWords({ ...question, told }, at);
  const each = layer(units, [as(call('arrayJoin', call('arrayZip', starts, array(...counts))), 'told')], {
    without: [words],
  });
  const segments = segmentColumns(question);
  const part = (index: number): Expression => call('tupleElement', ofRow('told'), num(index));
  const often = part(2);
  return select({
    columns: [col(ofAll), as(part(1), bucket), ...segments, as(often, times), as(call('count'), 'units')],
    from: below(each),
    where: gt(often, num(0)),
    groupBy: [col(ofAll), col(bucket), ...segments, col(times)],
  });
}

/** How many units were active on how many hours or days, in each interval and segment. */
export function timesActive(question: BoundFrequency, told: Told): Select {
  const divisions = [col(ofAll), ...(question.isWhole ? [] : [col(bucket)]), ...segmentColumns(question), col(times)];
  return select({
    columns: [...divisions, as(call('count'), 'units')],
    from: below(activeUnits(question, told)),
    groupBy: divisions,
  });
}

/** The segments by how many units were active in the range. */
export function rankingOf(question: BoundFrequency): Ranking {
  const segments = segmentColumns(question);
  const rows = segmentedRows(question, { hasUnit: true, columns: [], marksAlone: false, distinct: true });
  const active = select({
    columns: [as(call('toUInt8', num(0)), ofAll), ...segments, as(call('uniqExact', col(unit)), 'units')],
    from: below(rows),
    groupBy: segments,
  });
  return { figures: active, size: col('units'), segments };
}
