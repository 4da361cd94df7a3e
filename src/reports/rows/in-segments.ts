import { as, call, eq, iif, num, param, select } from '../../warehouse/sql/builders.js';
import type { Projection } from '../../warehouse/sql/nodes.js';
import type { BoundAnalysis, BoundBreakdown } from '../question/bound.js';
import { isOfInterval, isOfUnit } from './breakdowns.js';
import { below, exploded, layer, ofRow, type Rows, rowsOf, segmentsColumn } from './layers.js';
import { type Told, toldOrOther } from './told.js';
import { withUnitSegments } from './unit-segments.js';
import { unit } from './units.js';
import { type CountingTime, withUsersWhoDid } from './users-who-did.js';

/** The column that is 1 in rows of all segments together, whose own segments are empty. */
export const ofAll = 'of_all';

/**
 * What units did, each a row that differs from all others and has the columns of segments that events decide: once for all
 * segments together, and once for each segment it falls into; `of_all`, `s0`, `s1`, …
 * @param told the segments that are told one by one; null: all
 */
export function inSegments(
  rows: Rows,
  analysis: BoundAnalysis,
  by: readonly BoundBreakdown[],
  counting: CountingTime,
  told: Told | null,
): Rows {
  if (by.length === 0) return layer(rows, [as(call('toUInt8', num(1)), ofAll)]);
  const placed = by.map((one, index) => ({ by: one, index }));
  const ofUnits = placed.filter(isOfUnit);
  const known = ofUnits.length === 0 ? rows : withUnitSegments(rows, ofUnits, analysis, unit);
  const counted = placed
    .filter(isOfInterval)
    .reduce((all, one) => withUsersWhoDid(all, one, analysis, counting, { hash: unit, bucket: null }), known);
  const twice = layer(counted, [as(call('arrayJoin', param([0, 1], 'Array(UInt32)')), ofAll)]);
  const arrays = by.map((_, index) => segmentsColumn(index));
  const none = call('array', param('', 'String'));
  const blank = arrays.map((name): Projection => as(iif(eq(ofRow(ofAll), num(1)), none, ofRow(name)), name));
  const each = exploded(
    layer(twice, blank, { without: arrays }),
    by.map((_, index) => index),
  );
  if (told === null) return each;
  // What falls into several of the other segments is one of them all.
  const mapped = toldOrOther(each, by.length, told);
  return rowsOf(
    select({ distinct: true, columns: mapped.columns.map((name) => as(ofRow(name), name)), from: below(mapped) }),
  );
}
