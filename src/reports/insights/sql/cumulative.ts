import { as, call, col, num, select } from '../../../warehouse/sql/builders.js';
import type { Select } from '../../../warehouse/sql/nodes.js';
import { below, isWithout, rowsOf } from '../../rows/layers.js';
import { bucket, type SegmentedQuestion, segmentColumns, segmentedRows } from '../../rows/segmented-rows.js';
import { unit } from '../../rows/units.js';

/**
 * How many units did something first in each interval, in each segment and in all: rows as of a series, without those of
 * the whole range. Added up they are the units up to each interval, each counted once.
 */
export function firstTimesOf(question: SegmentedQuestion): Select {
  const segments = segmentColumns(question);
  const rows = segmentedRows(question, { hasUnit: true, columns: [], marksAlone: false, distinct: true });
  const units = select({
    columns: [as(isWithout(segments), 'of_all'), ...segments, col(unit), as(call('min', col(bucket)), 'first')],
    from: below(rows),
    groupingSets: segments.length === 0 ? [[col(unit)]] : [[...segments, col(unit)], [col(unit)]],
  });
  return select({
    columns: [
      as(call('toUInt8', num(0)), 'of_range'),
      col('of_all'),
      as(col('first'), bucket),
      ...segments,
      as(call('count'), 'n'),
      as(call('count'), 'value'),
    ],
    from: below(rowsOf(units)),
    groupBy: [col('of_all'), col('first'), ...segments],
  });
}
