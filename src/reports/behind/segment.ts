import { z } from 'zod';
import { badInput, type Path } from '../../cohorts/bind-checks.js';
import { and, as, eq, isIn, not, num, param, select, tuple } from '../../warehouse/sql/builders.js';
import type { Expression } from '../../warehouse/sql/nodes.js';
import { below, ofRow, type Rows, rowsOf, segmentColumn } from '../rows/layers.js';
import { largestRows, type Ranking } from '../rows/rank.js';

/** Of which segment a figure is: of all together, of those not told one by one, or of one, by the texts of its parts. */
export type Which = 'ALL' | 'OTHER' | readonly string[];

export const whichShape = z.union([z.literal('ALL'), z.literal('OTHER'), z.array(z.string()).readonly()]);

/**
 * The rows of one segment.
 * @param rows with the columns of segments; with `of_all` too where `hasOfAll`
 * @param ranking what tells which segments are told one by one
 * @throws MusterError BAD_INPUT if the question has other breakdowns than the figure's
 */
export function ofSegment(
  rows: Rows,
  which: Which,
  { parts, hasOfAll, ranking, limit }: { parts: number; hasOfAll: boolean; ranking: () => Ranking; limit: number },
  path: Path,
): Rows {
  const isOfAll = (value: 0 | 1): Expression[] => (hasOfAll ? [eq(ofRow('of_all'), num(value))] : []);
  if (which === 'ALL') return filtered(rows, isOfAll(1));
  if (parts === 0 || (which !== 'OTHER' && which.length !== parts)) {
    throw badInput('This figure belongs to a question with other breakdowns.', path);
  }
  const segments = Array.from({ length: parts }, (_, index) => ofRow(segmentColumn(index)));
  if (which === 'OTHER') {
    const [only] = segments;
    const one = segments.length === 1 && only !== undefined ? only : tuple(...segments);
    const isTold = isIn(one, largestRows(ranking(), limit));
    return filtered(rows, [...isOfAll(0), not(isTold)]);
  }
  const isOne = segments.map((segment, index) => eq(segment, param(which[index] ?? '', 'String')));
  return filtered(rows, [...isOfAll(0), ...isOne]);
}

/** Those rows for which all of some conditions on columns `r` hold. */
export function filtered(rows: Rows, conditions: readonly Expression[]): Rows {
  if (conditions.length === 0) return rows;
  const columns = rows.columns.map((name) => as(ofRow(name), name));
  return rowsOf(select({ columns, from: below(rows), where: and(...conditions) }));
}
