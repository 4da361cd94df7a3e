import { isNumber } from '../../../cohorts/lower/json-values.js';
import {
  as,
  call,
  col,
  eq,
  gte,
  join,
  mapValue,
  ne,
  num,
  param,
  select,
  subquery,
} from '../../../warehouse/sql/builders.js';
import type { Expression, Select } from '../../../warehouse/sql/nodes.js';
import { inSegments, ofAll } from '../../rows/in-segments.js';
import { below, layer, ofRow, type Rows, rowsOf, segmentColumn } from '../../rows/layers.js';
import type { Ranking } from '../../rows/rank.js';
import type { Told } from '../../rows/told.js';
import { bitCounts } from '../../rows/unit-places.js';
import { unit } from '../../rows/units.js';
import { unzipped } from '../../rows/unzipped.js';
import type { BoundRetention } from '../bound.js';
import { birth, birthsOf, cohort, countingOf } from './births.js';
import { bucketOf, noBucket, unitsBetween } from './buckets.js';
import { birthsWithHits, birthsWithMask, hits, isOfMasks, mask, returnRows } from './returns.js';

/** A row of the answers to {@link cellsOf} and {@link sumsOf}; beside these the columns of segments. */
export interface CellRow {
  /** 1: of all segments together. */
  readonly of_all: number;
  /** The first moment of the interval of birth, as text. */
  readonly cohort: string;
  /** The place of the bucket, as text; {@link noBucket} for the births themselves. */
  readonly bucket: string;
  /** How many births, as text. */
  readonly n: string;
  /** What their returns add up to. */
  readonly sum?: number;
  readonly [segment: string]: unknown;
}

const bucket = 'bucket';

const segmentsOf = ({ by }: BoundRetention): Expression[] => by.map((_, index) => col(segmentColumn(index)));

export const segmented = (births: Rows, retention: BoundRetention, told: Told | null): Rows =>
  inSegments(births, retention.analysis, retention.by, countingOf(retention), told);

/** How many were born in each interval and segment, and how many of them count in each bucket. */
export function cellsOf(retention: BoundRetention, told: Told): Select {
  if (isOfMasks(retention)) return cellsOfMasks(retention, told);
  const rows = segmented(birthsWithHits(retention), retention, told);
  const each = layer(rows, [as(call('arrayJoin', ofRow(hits)), bucket)], { without: [hits] });
  const divisions = [col(ofAll), ...segmentsOf(retention), col(cohort), col(bucket)];
  return select({
    columns: [...divisions, as(call('count'), 'n')],
    from: below(each),
    groupBy: divisions,
  });
}

function cellsOfMasks(retention: BoundRetention, told: Told): Select {
  const { buckets } = retention;
  const divisions = [col(ofAll), ...segmentsOf(retention), col(cohort)];
  const places = param([noBucket, ...buckets.keys()], 'Array(Int64)');
  const counts = call('arrayPushFront', bitCounts(ofRow(mask), buckets.length), call('count'));
  const groups = { by: divisions, from: below(segmented(birthsWithMask(retention), retention, told)) };
  return unzipped(groups, [
    [bucket, places],
    ['n', counts],
  ]);
}

/** What a property of the returns of each bucket adds up to, and how many births have any. */
export function sumsOf(retention: BoundRetention, property: string, told: Told): Select {
  const value = mapValue('properties', property);
  // An event of several groups counts once for a user who did it for all of them.
  const isOnce = retention.counted === 'own';
  const columns = [as(call('toFloat64OrZero', value), 'x'), ...(isOnce ? [] : [as(col('event_id'), 'id')])];
  const rows = returnRows(retention, columns, isNumber(value));
  const once = isOnce
    ? rows
    : rowsOf(select({ distinct: true, columns: rows.columns.map((name) => as(ofRow(name), name)), from: below(rows) }));
  const births = segmented(birthsOf(retention), retention, told);
  const pairs = rowsOf(
    select({
      columns: [
        ...[ofAll, ...retention.by.map((_, index) => segmentColumn(index)), cohort, unit].map((name) =>
          as(ofRow(name), name),
        ),
        as(bucketOf(unitsBetween(ofRow(birth), col('t', 'v'), retention), retention), bucket),
        as(col('x', 'v'), 'x'),
      ],
      from: join('INNER', below(births), subquery(once.select, 'v'), eq(ofRow(unit), col(unit, 'v'))),
      where: gte(col('t', 'v'), ofRow(birth)),
    }),
  );
  const divisions = [col(ofAll), ...segmentsOf(retention), col(cohort), col(bucket)];
  return select({
    columns: [...divisions, as(call('uniqExact', col(unit)), 'n'), as(call('sum', col('x')), 'sum')],
    from: below(pairs),
    where: ne(col(bucket), num(noBucket)),
    groupBy: divisions,
  });
}

/** The segments by how many were born in them. */
export function rankingOf(retention: BoundRetention): Ranking {
  const segments = segmentsOf(retention);
  const born = select({
    columns: [col(ofAll), ...segments, as(call('count'), 'born')],
    from: below(segmented(birthsOf(retention), retention, null)),
    groupBy: [col(ofAll), ...segments],
  });
  return { figures: born, size: col('born'), segments };
}
