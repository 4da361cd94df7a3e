import { as, call, col, num, select } from '../../../warehouse/sql/builders.js';
import type { Select } from '../../../warehouse/sql/nodes.js';
import { ofAll } from '../../rows/in-segments.js';
import { intervalPlace } from '../../rows/intervals.js';
import { below, type Rows } from '../../rows/layers.js';
import type { Ranking } from '../../rows/rank.js';
import { bucket, segmentColumns, segmentedRows } from '../../rows/segmented-rows.js';
import type { Told } from '../../rows/told.js';
import { ofEachUnit, placeCount } from '../../rows/unit-places.js';
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

const part = 'part';
/** The columns of {@link activeUnits} beside the segments. */
export const times = 'times';

/** On how many hours or days each unit was active: `of_all`, the segments, the interval as `b`, `u`, `times`. */
export const activeUnits = (question: BoundFrequency, told: Told | null): Rows =>
  ofEachUnit(
    { ...question, told },
    {
      columns: [as(intervalPlace(question.parts), part)],
      divisions: question.isWhole ? [] : [col(bucket)],
      figure: as(placeCount(col(part), mostParts(question)), times),
    },
  );

/** How many hours or days the longest interval has. */
function mostParts({ parts, intervals }: BoundFrequency): number {
  const ends = intervals.map(({ to }) => parts.findLastIndex(({ from }) => from < to) + 1);
  return Math.max(...ends.map((end, place) => end - (ends[place - 1] ?? 0)));
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
