import { as, call, col, gte, iif, lt, ne, num, param, plus, select } from '../../../warehouse/sql/builders.js';
import type { Expression, Select } from '../../../warehouse/sql/nodes.js';
import { inSegments, ofAll } from '../../rows/in-segments.js';
import { intervalPlace } from '../../rows/intervals.js';
import { below, ofRow, type Rows, rowsOf, segmentColumn, segmentsColumn } from '../../rows/layers.js';
import type { Told } from '../../rows/told.js';
import { bitCounts, bitOf, mostBits } from '../../rows/unit-places.js';
import { unit } from '../../rows/units.js';
import { unzipped } from '../../rows/unzipped.js';
import type { BoundLifecycle } from '../bind.js';
import { type LifecycleStage, lifecycleStages } from '../question.js';
import { countingOf, everythingDone, place, placedOf, stage, time } from './stages.js';

const [bit, bits, isOld] = ['bit', 'bits', 'is_old'];

/** Whether {@link stageCountsAsBits} answers a question: the intervals, and the one before, have a bit each. */
export const isOfBits = ({ intervals }: BoundLifecycle): boolean => intervals.length < mostBits;

/** The answer of `stageCounts`, from one number of each unit: the intervals in which it was active. */
export function stageCountsAsBits(question: BoundLifecycle, segmentsTold: Told): Select {
  const { analysis, intervals, by } = question;
  const segments = by.map((_, index) => col(segmentColumn(index)));
  const places = param(
    lifecycleStages.flatMap(() => [...intervals.keys()]),
    'Array(Int64)',
  );
  const names = param(
    lifecycleStages.flatMap((_, name) => intervals.map(() => name)),
    'Array(UInt32)',
  );
  const counts = lifecycleStages.map((name) => bitCounts(inIntervals(placesOf(name)), intervals.length));
  const groups = {
    by: [col(ofAll), ...segments],
    from: below(inSegments(unitsOf(question), analysis, by, countingOf(question), segmentsTold)),
  };
  return unzipped(groups, [
    [place, places],
    [stage, names],
    ['units', call('arrayConcat', ...counts)],
  ]);
}

/** The units that were active in the intervals or in the one before, which has the first bit. */
function unitsOf(question: BoundLifecycle): Rows {
  const { before, intervals } = question;
  const begin = param(before.from, 'Int64');
  return rowsOf(
    select({
      columns: [
        col(unit),
        as(call('groupBitOrIf', bitOf(col(bit)), gte(col(time), begin)), bits),
        as(lt(call('min', col(time)), begin), isOld),
        ...placedOf(question).map(({ index }) => as(call('any', col(segmentsColumn(index))), segmentsColumn(index))),
      ],
      from: below(everythingDone(question, [as(intervalPlace([before, ...intervals]), bit)])),
      groupBy: [col(unit)],
      having: ne(col(bits), num(0)),
    }),
  );
}

/** The bits of the intervals themselves, without that of the one before. */
const inIntervals = (word: Expression): Expression => call('bitShiftRight', word, num(1));

/** The intervals in which a unit is at a stage, as bits. */
function placesOf(name: LifecycleStage): Expression {
  const active = ofRow(bits);
  const afterActive = call('bitShiftLeft', active, num(1));
  const both = (one: Expression, other: Expression): Expression => call('bitAnd', one, other);
  // Of a number and its negative only the lowest bit is common.
  const firstOf = both(active, plus(call('bitNot', active), num(1)));
  const first = iif(ofRow(isOld), param(0, 'UInt64'), firstOf);
  switch (name) {
    case 'NEW':
      return first;
    case 'RETAINED':
      return both(active, afterActive);
    case 'RESURRECTED':
      return both(both(active, call('bitNot', afterActive)), call('bitNot', first));
    case 'DORMANT':
      return both(call('bitNot', active), afterActive);
  }
}
