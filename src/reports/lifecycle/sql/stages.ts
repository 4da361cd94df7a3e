import {
  and,
  as,
  call,
  col,
  eq,
  gt,
  gte,
  iif,
  lambda,
  lte,
  minus,
  ne,
  num,
  param,
  plus,
  select,
  tuple,
} from '../../../warehouse/sql/builders.js';
import type { Expression, Projection, Select } from '../../../warehouse/sql/nodes.js';
import { isOfEvent } from '../../rows/breakdowns.js';
import { inSegments, ofAll } from '../../rows/in-segments.js';
import { below, layer, ofRow, type Rows, rowsOf, segmentColumn, segmentsColumn } from '../../rows/layers.js';
import type { Ranking } from '../../rows/rank.js';
import { unitRows } from '../../rows/rows.js';
import type { Told } from '../../rows/told.js';
import { timeMs } from '../../rows/unit-events.js';
import { unit } from '../../rows/units.js';
import type { CountingTime } from '../../rows/users-who-did.js';
import type { BoundLifecycle } from '../bind.js';
import { type LifecycleStage, lifecycleStages } from '../question.js';

/** A row of the answer to {@link stageCounts}; beside these the columns of segments. */
export interface StageRow {
  /** 1: of all segments together. */
  readonly of_all: number;
  /** The place of the interval, from 0, as text. */
  readonly place: string;
  /** The place of the stage among {@link lifecycleStages}. */
  readonly stage: number;
  /** How many units, as text. */
  readonly units: string;
  readonly [segment: string]: unknown;
}

/** The columns of {@link stagesOf}: the place of the interval, from 0, and of the stage. */
export const [place, stage] = ['place', 'stage'];
export const time = 't';
const [first, active, stages] = ['first_time', 'active', 'stages'];

const codeOf = (name: LifecycleStage): number => lifecycleStages.indexOf(name);

/** The first moments of the interval before the first one, of all intervals, and of what comes after. */
const startsOf = ({ before, intervals }: BoundLifecycle): Expression =>
  param([before.from, ...intervals.map(({ from }) => from)], 'Array(Int64)');

/** Users who did something are counted in all the intervals. */
export const countingOf = (question: BoundLifecycle): CountingTime => ({
  stretch: { from: question.intervals[0]?.from ?? question.before.to, to: endOf(question) },
  intervals: null,
});

/** The segments that events decide: only the group itself can be one. */
export const placedOf = ({ by }: BoundLifecycle) => by.map((one, index) => ({ by: one, index })).filter(isOfEvent);

/** All that units did until the end of the last interval, with their time as `t`: who is new is seen only in all of the past. */
export const everythingDone = (question: BoundLifecycle, columns: readonly Projection[]): Rows =>
  unitRows({
    analysis: question.analysis,
    stretch: { from: 0, to: endOf(question) },
    counting: countingOf(question),
    choice: question.choice,
    where: question.where,
    counted: question.counted,
    columns: [as(timeMs, time), ...columns],
    by: placedOf(question),
  });

/** What each unit is in each interval in which it is anything: `u`, `place`, `stage`, and its segments. */
export function stagesOf(question: BoundLifecycle, told: Told | null): Rows {
  const { analysis, before, by } = question;
  const starts = startsOf(question);
  const recent = call(
    'groupUniqArrayIf',
    call('roundDown', col(time), starts),
    gte(col(time), param(before.from, 'Int64')),
  );
  const units = rowsOf(
    select({
      columns: [
        col(unit),
        as(call('min', col(time)), first),
        as(
          call(
            'arraySort',
            call('arrayMap', lambda(['s'], call('toInt64', call('indexOf', starts, col('s')))), recent),
          ),
          active,
        ),
        ...placedOf(question).map(({ index }) => as(call('any', col(segmentsColumn(index))), segmentsColumn(index))),
      ],
      from: below(everythingDone(question, [])),
      groupBy: [col(unit)],
      having: call('notEmpty', col(active)),
    }),
  );
  const known = layer(units, [as(stagesExpression(question), stages)], { without: [first, active] });
  const one = layer(known, [as(call('arrayJoin', ofRow(stages)), 'one')], { without: [stages] });
  const parts = layer(
    one,
    [as(call('tupleElement', ofRow('one'), num(1)), place), as(call('tupleElement', ofRow('one'), num(2)), stage)],
    { without: ['one'] },
  );
  return inSegments(parts, analysis, by, countingOf(question), told);
}

const endOf = ({ intervals, before }: BoundLifecycle): number => intervals.at(-1)?.to ?? before.to;

/**
 * From the places of the intervals in which a unit was active, counted from 1 for the one before the first: what it is in
 * each. It is dormant in the one after each that is followed by a gap.
 */
function stagesExpression({ intervals, before }: BoundLifecycle): Expression {
  const places = ofRow(active);
  const previous = call('arrayPushFront', call('arrayPopBack', places), call('toInt64', num(0)));
  const next = call('arrayPushBack', call('arrayPopFront', places), call('toInt64', num(0)));
  const isNew = and(gte(ofRow(first), param(before.from, 'Int64')), eq(col('i'), call('arrayElement', places, num(1))));
  const code = (name: LifecycleStage): Expression => call('toUInt8', num(codeOf(name)));
  const isBack = and(gt(col('p'), num(0)), eq(col('p'), minus(col('i'), num(1))));
  const ofActive = iif(isNew, code('NEW'), iif(isBack, code('RETAINED'), code('RESURRECTED')));
  const awake = call('arrayMap', lambda(['i', 'p'], tuple(minus(col('i'), num(2)), ofActive)), places, previous);
  const asleep = call(
    'arrayMap',
    lambda(
      ['i', 'n'],
      tuple(iif(ne(col('n'), plus(col('i'), num(1))), minus(col('i'), num(1)), num(-1)), code('DORMANT')),
    ),
    places,
    next,
  );
  const isInRange = lambda(
    ['one'],
    and(
      gte(call('tupleElement', col('one'), num(1)), num(0)),
      lte(call('tupleElement', col('one'), num(1)), num(intervals.length - 1)),
    ),
  );
  return call('arrayFilter', isInRange, call('arrayConcat', awake, asleep));
}

const divisionsOf = ({ by }: BoundLifecycle): Expression[] => by.map((_, index) => col(segmentColumn(index)));

/** How many units are what, in each interval and segment. */
export function stageCounts(question: BoundLifecycle, told: Told): Select {
  const divisions = [col(ofAll), ...divisionsOf(question), col(place), col(stage)];
  return select({
    columns: [...divisions, as(call('count'), 'units')],
    from: below(stagesOf(question, told)),
    groupBy: divisions,
  });
}

/** The segments by how many units they have. */
export function rankingOf(question: BoundLifecycle): Ranking {
  const segments = divisionsOf(question);
  const sizes = select({
    columns: [col(ofAll), ...segments, as(call('uniqExact', col(unit)), 'units')],
    from: below(stagesOf(question, null)),
    groupBy: [col(ofAll), ...segments],
  });
  return { figures: sizes, size: col('units'), segments };
}
