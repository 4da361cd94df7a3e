import { z } from 'zod';
import { badInput, type Path } from '../../cohorts/bind-checks.js';
import { call, col, eq, gte, lambda, not, num, param } from '../../warehouse/sql/builders.js';
import type { Expression } from '../../warehouse/sql/nodes.js';
import { filtered, ofSegment, type Which, whichShape } from '../behind/segment.js';
import { type UnitsBehind, unitsOfRows } from '../behind/units.js';
import { ofRow } from '../rows/layers.js';
import type { BoundRetention } from './bound.js';
import { cohort } from './sql/births.js';
import { rankingOf, segmented } from './sql/cells.js';
import { birthsWithHits, hits } from './sql/returns.js';

/**
 * Names a figure: the segment, the interval of birth, the bucket (null: everybody born in the interval), and whether those
 * are meant who came back, or those who did not.
 */
export type RetentionPoint = readonly [which: Which, place: number, bucket: number | null, who: 'BACK' | 'AWAY'];

export const retentionPoint: z.ZodType<RetentionPoint> = z.tuple([
  whichShape,
  z.int(),
  z.int().nullable(),
  z.enum(['BACK', 'AWAY']),
]);

/**
 * The units born in an interval, and of them those that came back in a bucket, or did not.
 * @throws MusterError BAD_INPUT if the question has no such figure
 */
export function unitsBehindRetention(
  bound: BoundRetention,
  [which, place, bucket, who]: RetentionPoint,
  path: Path,
): UnitsBehind {
  const interval = bound.intervals[place];
  if (interval === undefined || (bucket !== null && bound.buckets[bucket] === undefined)) {
    throw badInput('The question has no such figure: its buckets or its intervals are others.', path);
  }
  const rows = segmented(birthsWithHits(bound), bound, null);
  const isBack = bucket === null ? num(1) : isBackIn(bound, bucket);
  const born = filtered(rows, [
    eq(ofRow(cohort), param(interval.from, 'Int64')),
    who === 'BACK' ? isBack : not(isBack),
  ]);
  const one = { parts: bound.by.length, hasOfAll: true, ranking: () => rankingOf(bound), limit: bound.segmentLimit };
  return unitsOfRows(ofSegment(born, which, one, path), bound.counted);
}

function isBackIn({ mode }: BoundRetention, bucket: number): Expression {
  if (mode === 'ON') return call('has', ofRow(hits), num(bucket));
  return call('arrayExists', lambda(['h'], gte(col('h'), num(bucket))), ofRow(hits));
}
