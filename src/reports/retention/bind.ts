import { badInput, checkName, type Path } from '../../cohorts/bind-checks.js';
import { limits } from '../../core/limits.js';
import type { Calendar } from '../question/calendar.js';
import type { GroupBreakdown, GroupWhere, UserBreakdown, UserWhere } from '../question/question.js';
import { boundRange, intervalsOf, type Stretch } from '../question/range.js';
import type { Binding } from '../subject.js';
import type { BoundRetention, Bucket } from './bound.js';
import type { RetentionQuestion, RetentionUnit } from './question.js';

/** The questions of both analyses; which one it is stands beside it. */
export type AnyRetention = RetentionQuestion<{
  readonly where: UserWhere | GroupWhere;
  readonly breakdown: UserBreakdown | GroupBreakdown;
}>;

const mostBuckets = limits.retentionBuckets;
/** In units of time. */
const lastBucketEnd = 1_000;

/**
 * Resolves a question of retention.
 * @throws MusterError BAD_INPUT, GROUP_KEY_UNKNOWN, NOT_FOUND, COHORT_WRONG_UNIT, each with the path
 */
export function bindRetention(question: AnyRetention, { binder, calendar, now }: Binding, path: Path): BoundRetention {
  const { unit } = question;
  const range = boundRange(question.range, calendar, now, [...path, 'range']);
  const intervals = intervalsOf(range, unit, calendar, [...path, 'unit']);
  const buckets = bucketsOf(question.buckets, path);
  const by = binder.breakdowns(question.segments, [...path, 'breakdowns']);
  binder.checkFigures([intervals.length, buckets.length], question.segments, path);
  if (question.countsUsers) binder.checkCountsUsers(by, path);
  return {
    analysis: binder.analysis,
    birth: binder.choice(question.birth, [...path, 'birth']),
    birthKind: question.birthKind,
    returns: binder.choice(question.returns, [...path, 'returns']),
    unit,
    alignment: question.alignment,
    mode: question.mode,
    counted: question.countsUsers ? 'users' : 'own',
    sumOf: checkSum(question, [...path, 'sumOf']),
    range,
    intervals,
    buckets,
    calendar: startsFrom(range, unit, buckets, calendar),
    where: binder.where(question.where, [...path, 'where']),
    by,
    segmentLimit: binder.segmentLimit(question.segments, [...path, 'segmentLimit']),
  };
}

function bucketsOf(buckets: number | readonly number[], path: Path): Bucket[] {
  if (typeof buckets === 'number') {
    if (!Number.isInteger(buckets) || buckets < 1 || buckets > mostBuckets) {
      throw badInput(`Give a whole number from 1 to ${mostBuckets}.`, [...path, 'buckets']);
    }
    return Array.from({ length: buckets }, (_, from) => ({ from, to: from + 1 }));
  }
  const at = [...path, 'brackets'];
  if (buckets.length < 2 || buckets.length > mostBuckets + 1) {
    throw badInput(`Give 2 to ${mostBuckets + 1} numbers: where each bucket begins, and where the last ends.`, at);
  }
  for (const [index, bound] of buckets.entries()) {
    const isFine = Number.isInteger(bound) && bound >= 0 && bound <= lastBucketEnd;
    if (!isFine) throw badInput(`Give a whole number from 0 to ${lastBucketEnd}.`, [...at, index]);
    if (bound <= (buckets[index - 1] ?? -1)) throw badInput('The numbers must ascend.', [...at, index]);
  }
  return buckets.slice(1).map((to, index) => ({ from: buckets[index] ?? 0, to }));
}

function startsFrom(range: Stretch, unit: RetentionUnit, buckets: readonly Bucket[], calendar: Calendar): number[] {
  const starts: number[] = [];
  const after = buckets.at(-1)?.to ?? 0;
  let at = calendar.startOf(unit, range.from);
  // A bucket ends where the interval after it begins, so that one more is needed.
  for (let left = after + 1; left > 0; at = calendar.startOfNext(unit, at)) {
    starts.push(at);
    if (at >= range.to) left -= 1;
  }
  return starts;
}

function checkSum({ sumOf, mode }: AnyRetention, path: Path): string | null {
  if (sumOf === null) return null;
  if (mode === 'ON') return checkName(sumOf, 'The name of a property', path);
  throw badInput('A sum belongs to one bucket: ask with mode ON.', path);
}
