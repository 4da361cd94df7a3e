import { z } from 'zod';
import { badInput, type Path } from '../../cohorts/bind-checks.js';
import { eq, num } from '../../warehouse/sql/builders.js';
import { filtered, ofSegment, type Which, whichShape } from '../behind/segment.js';
import { type UnitsBehind, unitsOfRows } from '../behind/units.js';
import { ofRow } from '../rows/layers.js';
import type { BoundLifecycle } from './bind.js';
import { type LifecycleStage, lifecycleStages } from './question.js';
import { place, rankingOf, stage, stagesOf } from './sql/stages.js';

/** Names a figure: the segment, the interval, the stage. */
export type LifecyclePoint = readonly [which: Which, place: number, stage: LifecycleStage];

export const lifecyclePoint: z.ZodType<LifecyclePoint> = z.tuple([
  whichShape,
  z.int(),
  z.enum(['NEW', 'RETAINED', 'RESURRECTED', 'DORMANT']),
]);

/**
 * The units at a stage in an interval.
 * @throws MusterError BAD_INPUT if the question has no such figure
 */
export function unitsBehindLifecycle(bound: BoundLifecycle, point: LifecyclePoint, path: Path): UnitsBehind {
  const [which, interval, meant] = point;
  if (bound.intervals[interval] === undefined) {
    throw badInput('The question has no such figure: its intervals are others.', path);
  }
  const rows = filtered(stagesOf(bound, null), [
    eq(ofRow(place), num(interval)),
    eq(ofRow(stage), num(lifecycleStages.indexOf(meant))),
  ]);
  const one = { parts: bound.by.length, hasOfAll: true, ranking: () => rankingOf(bound), limit: bound.segmentLimit };
  return unitsOfRows(ofSegment(rows, which, one, path), bound.counted);
}
