import { z } from 'zod';
import { badInput, type Path } from '../../cohorts/bind-checks.js';
import { eq, gte, param } from '../../warehouse/sql/builders.js';
import { filtered, ofSegment, type Which, whichShape } from '../behind/segment.js';
import { type UnitsBehind, unitsOfRows } from '../behind/units.js';
import { ofRow } from '../rows/layers.js';
import { bucket } from '../rows/segmented-rows.js';
import type { BoundFrequency } from './bind.js';
import { activeUnits, rankingOf, times } from './sql/frequency.js';

/** Names a figure: the segment, the interval, on how many hours or days, and whether on exactly or at least so many. */
export type FrequencyPoint = readonly [which: Which, place: number, times: number, how: 'EXACTLY' | 'AT_LEAST'];

export const frequencyPoint: z.ZodType<FrequencyPoint> = z.tuple([
  whichShape,
  z.int(),
  z.int().min(1),
  z.enum(['EXACTLY', 'AT_LEAST']),
]);

/**
 * The units that were active on so many hours or days of an interval.
 * @throws MusterError BAD_INPUT if the question has no such figure
 */
export function unitsBehindFrequency(
  bound: BoundFrequency,
  [which, place, often, how]: FrequencyPoint,
  path: Path,
): UnitsBehind {
  const interval = bound.intervals[place];
  if (interval === undefined) throw badInput('The question has no such figure: its intervals are others.', path);
  const count = param(often, 'UInt64');
  const meant = filtered(activeUnits(bound, null), [
    how === 'EXACTLY' ? eq(ofRow(times), count) : gte(ofRow(times), count),
    ...(bound.isWhole ? [] : [eq(ofRow(bucket), param(interval.from, 'Int64'))]),
  ]);
  const one = { parts: bound.by.length, hasOfAll: true, ranking: () => rankingOf(bound), limit: bound.segmentLimit };
  return unitsOfRows(ofSegment(meant, which, one, path), bound.counted);
}
