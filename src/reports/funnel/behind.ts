import { z } from 'zod';
import { badInput, type Path } from '../../cohorts/bind-checks.js';
import { call, eq, gte, num, param } from '../../warehouse/sql/builders.js';
import { filtered, ofSegment, type Which, whichShape } from '../behind/segment.js';
import { type UnitsBehind, unitsOfRows } from '../behind/units.js';
import { layer, ofRow } from '../rows/layers.js';
import type { BoundFunnel } from './bound.js';
import { bucket, intervalOf, rankingOf, segmentedAttempts } from './sql/figures.js';
import { times } from './sql/simple.js';

/** Names a figure: the segment, the interval (null: the whole range), the step from 0, and who is meant of it. */
export type FunnelPoint = readonly [which: Which, place: number | null, step: number, who: 'REACHED' | 'DROPPED'];

export const funnelPoint: z.ZodType<FunnelPoint> = z.tuple([
  whichShape,
  z.int().nullable(),
  z.int(),
  z.enum(['REACHED', 'DROPPED']),
]);

/**
 * The units that reached a step, or that reached it and not the next.
 * @throws MusterError BAD_INPUT if the question has no such figure
 */
export function unitsBehindFunnel(bound: BoundFunnel, [which, place, step, who]: FunnelPoint, path: Path): UnitsBehind {
  const interval = place === null ? null : bound.intervals[place];
  if (interval === undefined || step < 0 || step >= bound.steps.length) {
    throw badInput('The question has no such figure: its steps or its intervals are others.', path);
  }
  const whole = { ...bound, isWhole: true, intervals: [bound.range] };
  const asked = interval === null ? whole : bound;
  const attempts = segmentedAttempts(asked, null);
  const placed = interval === null ? attempts : layer(attempts, [{ expression: intervalOf(bound), as: bucket }]);
  const reached = call('length', ofRow(times));
  const isMeant = who === 'REACHED' ? gte(reached, num(step + 1)) : eq(reached, num(step + 1));
  const meant = filtered(placed, [
    isMeant,
    ...(interval === null ? [] : [eq(ofRow(bucket), param(interval.from, 'Int64'))]),
  ]);
  const one = {
    parts: bound.by.length,
    hasOfAll: true,
    ranking: () => rankingOf(whole),
    limit: bound.segmentLimit,
  };
  return unitsOfRows(ofSegment(meant, which, one, path), 'own');
}
