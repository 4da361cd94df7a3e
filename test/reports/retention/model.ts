import type { CellState } from '../../../src/reports/retention/answer.js';
import type { AnyRetention } from '../../../src/reports/retention/retention.js';
import type { World } from '../../cohorts/oracle.js';
import { intervalKey, startOfLocalInterval } from '../support/local-time.js';
import {
  canonicalUser,
  combinations,
  isChosen,
  type ModelRow,
  type ModelSubject,
  rowSatisfies,
  rowsOf,
  segmentsOf,
} from '../support/model-rows.js';

/*
 * Retention, written for reading: who was born when, and which of their returns lie in which stretch of time.
 */

export interface Birth {
  readonly unit: string;
  readonly at: number;
  /** The local interval of the birth. */
  readonly interval: string;
  readonly segments: ReadonlyArray<readonly string[]>;
  /** When the unit came back, from the birth on, and with what number of the property that is added up. */
  readonly returns: ReadonlyArray<{ readonly at: number; readonly value: number | null }>;
}

const hour = 3_600_000;
const lengths = { HOUR: hour, DAY: 24 * hour, WEEK: 168 * hour, MONTH: 720 * hour };

/** Every birth of a question's range, with its returns. */
export function birthsOf(
  world: World,
  subject: ModelSubject,
  question: AnyRetention,
  range: { readonly from: number; readonly to: number },
  timeZone: string,
): Birth[] {
  const counting = { ...range, keyOf: () => '' };
  const counted = ({ event, unit }: ModelRow): string =>
    question.countsUsers ? canonicalUser(world, event.distinctId) : unit;
  const inOrder = (a: ModelRow, b: ModelRow): number =>
    a.event.timeMs - b.event.timeMs || world.events.indexOf(a.event) - world.events.indexOf(b.event);
  const rows = rowsOf(world, subject)
    .filter((row) => question.where === null || rowSatisfies(world, subject, row, question.where, counting))
    .sort(inOrder);
  const mayBeBorn = rows.filter((row) => isChosen(world, subject, row, question.birth, counting));
  const back = rows.filter((row) => isChosen(world, subject, row, question.returns, counting));
  const seen = new Set<string>();
  const births: Birth[] = [];
  for (const row of mayBeBorn) {
    const { timeMs: at } = row.event;
    if (question.birthKind === 'RECURRING' && (at < range.from || at >= range.to)) continue;
    const interval = intervalKey(at, question.unit, timeZone);
    const key = question.birthKind === 'RECURRING' ? `${counted(row)} ${interval}` : counted(row);
    if (seen.has(key)) continue;
    seen.add(key);
    if (at < range.from || at >= range.to) continue;
    const returns = new Map(
      back
        .filter((one) => counted(one) === counted(row) && one.event.timeMs >= at)
        .map(({ event }) => {
          const value = question.sumOf === null ? null : event.properties[question.sumOf];
          return [event, { at: event.timeMs, value: typeof value === 'number' ? value : null }];
        }),
    );
    births.push({
      unit: counted(row),
      at,
      interval,
      segments: combinations(question.segments.by.map((by) => segmentsOf(world, subject, row, by, counting))),
      returns: [...returns.values()],
    });
  }
  return births;
}

/** The stretch of a bucket of a birth. */
export function stretchOf(
  { at }: Pick<Birth, 'at'>,
  question: AnyRetention,
  { from, to }: { readonly from: number; readonly to: number },
  timeZone: string,
): { from: number; to: number } {
  if (question.alignment === 'ROLLING') {
    const length = lengths[question.unit];
    return { from: at + from * length, to: at + to * length };
  }
  const start = (count: number): number => startOfLocalInterval(at, question.unit, count, timeZone);
  return { from: Math.max(at, start(from)), to: start(to) };
}

/** Whether a bucket is over for who is born in the last moment of an interval, or not even begun for the first. */
export function stateIn(
  interval: { readonly from: number; readonly to: number },
  question: AnyRetention,
  bucket: { readonly from: number; readonly to: number },
  timeZone: string,
  now: number,
): CellState {
  // Rolling buckets are over for the last moment when they are for the first one after it, a millisecond to spare.
  const last = question.alignment === 'ROLLING' ? interval.to : interval.to - 1;
  if (stretchOf({ at: last }, question, bucket, timeZone).to <= now) return 'COMPLETE';
  return stretchOf({ at: interval.from }, question, bucket, timeZone).from <= now ? 'INCOMPLETE' : 'FUTURE';
}
