import { z } from 'zod';
import { badInput, type Path } from '../../cohorts/bind-checks.js';
import { eq, not, num, param } from '../../warehouse/sql/builders.js';
import type { Expression } from '../../warehouse/sql/nodes.js';
import { filtered, ofSegment, type Which, whichShape } from '../behind/segment.js';
import { type UnitsBehind, unitsOfRows } from '../behind/units.js';
import { ofRow } from '../rows/layers.js';
import type { BoundRetention, Bucket } from './bound.js';
import { cohort, isCompleteFor } from './sql/births.js';
import { rankingOf, segmented } from './sql/cells.js';
import { birthsWithHits, isBackIn } from './sql/returns.js';

/**
 * Names a figure: the segment, the interval of birth (null: all for which the bucket is complete, as for its averages), the
 * bucket (null: everybody born in the interval), and whether those are meant who came back, those who did not, or both.
 */
export type RetentionPoint = readonly [
  which: Which,
  place: number | null,
  bucket: number | null,
  who: 'BACK' | 'AWAY' | 'BORN',
];

export const retentionPoint: z.ZodType<RetentionPoint> = z.tuple([
  whichShape,
  z.int().nullable(),
  z.int().nullable(),
  z.enum(['BACK', 'AWAY', 'BORN']),
]);

/**
 * The units born in an interval, or in all complete ones, and of them those that came back in a bucket, or did not.
 * @param now the moment that decides what is complete
 * @throws MusterError BAD_INPUT if the question has no such figure
 */
export function unitsBehindRetention(
  bound: BoundRetention,
  [which, place, bucket, who]: RetentionPoint,
  now: number,
  path: Path,
): UnitsBehind {
  const asked = bucket === null ? null : bound.buckets[bucket];
  const isBorn = asked === undefined ? null : isBornIn(bound, place, asked, now);
  if (isBorn === null) {
    throw badInput('The question has no such figure: its buckets or its intervals are others.', path);
  }
  const rows = segmented(birthsWithHits(bound), bound, null);
  const isBack = bucket === null || who === 'BORN' ? num(1) : isBackIn(bound, bucket);
  const born = filtered(rows, [isBorn, who === 'AWAY' ? not(isBack) : isBack]);
  const one = { parts: bound.by.length, hasOfAll: true, ranking: () => rankingOf(bound), limit: bound.segmentLimit };
  return unitsOfRows(ofSegment(born, which, one, path), bound.counted);
}

/** Whether a birth lies in the interval, or in those of an average; null where there is no such interval or average. */
function isBornIn(bound: BoundRetention, place: number | null, bucket: Bucket | null, now: number): Expression | null {
  if (place === null) return bucket === null ? null : isCompleteFor(bound, bucket, now);
  const interval = bound.intervals[place];
  return interval === undefined ? null : eq(ofRow(cohort), param(interval.from, 'Int64'));
}
