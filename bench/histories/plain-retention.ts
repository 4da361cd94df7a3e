import { type Figures, named } from './figures.js';
import { type Calendar, firstDayOf, monthName, type PlainEvent } from './plain.js';

const rollingMs = 30 * 86_400_000;

/** How a question of retention is put; the words are those of the API. */
export interface RetentionKind {
  readonly alignment: 'CALENDAR' | 'ROLLING';
  readonly mode: 'ON' | 'ON_OR_AFTER';
}

/** Somebody who was born: in which buckets they were back, and the last of these. */
interface Life {
  readonly back: ReadonlySet<number>;
  readonly last: number;
}

/** The commits of each person, in order of time. */
export function commitsOfPeople(events: readonly PlainEvent[]): Map<string, number[]> {
  return timesBy(events, ({ person }) => [person]);
}

/** The commits of each organization, in order of time. */
export function commitsOfOrganizations(events: readonly PlainEvent[]): Map<string, number[]> {
  return timesBy(events, ({ organizations }) => organizations);
}

function timesBy(events: readonly PlainEvent[], unitsOf: (event: PlainEvent) => readonly string[]) {
  const times = new Map<string, number[]>();
  for (const event of events.filter(({ name }) => name === 'commit')) {
    for (const unit of unitsOf(event)) {
      const found = times.get(unit);
      if (found === undefined) times.set(unit, [event.ms]);
      else found.push(event.ms);
    }
  }
  return times;
}

/** What is asked: months of birth, one after another, and as many buckets. */
interface Asked extends RetentionKind {
  readonly calendar: Calendar;
  readonly days: { readonly from: number; readonly to: number };
  readonly now: number;
}

/**
 * Of those whose first commit lies in a month, how many commit again in each month after it; for each month of `days`,
 * as seen at `now`.
 */
export function countRetention(commits: ReadonlyMap<string, readonly number[]>, asked: Asked): Figures {
  const { calendar, days, mode } = asked;
  const [from, to] = [calendar.month(calendar.startOf(days.from)), calendar.month(calendar.startOf(days.to))];
  const lives = livesByMonth(commits, asked);
  const figures: Figures = new Map();
  for (let bucket = 0; bucket <= to - from; bucket++) {
    const complete = { size: 0, retained: 0, squares: 0, weighted: 0 };
    for (let month = from; month <= to; month++) {
      const born = lives.get(month) ?? [];
      const isBack = ({ back, last }: Life): boolean => (mode === 'ON' ? back.has(bucket) : last >= bucket);
      const [size, retained] = [born.length, born.filter(isBack).length];
      const state = stateOf(month, bucket, asked);
      const at = (figure: string): string => named(monthName(month), bucket, figure);
      figures.set(at('size'), size);
      figures.set(at('retained'), retained);
      figures.set(at('not retained'), size - retained);
      figures.set(at('rate'), size === 0 ? null : retained / size);
      figures.set(at('state'), state);
      if (state !== 'COMPLETE') continue;
      complete.size += size;
      complete.retained += retained;
      complete.squares += size ** 2;
      complete.weighted += size * retained;
    }
    const { size, retained, squares, weighted } = complete;
    figures.set(named('average', bucket, 'size'), size);
    figures.set(named('average', bucket, 'retained'), retained);
    figures.set(named('average', bucket, 'pooled'), size === 0 ? null : retained / size);
    figures.set(named('average', bucket, 'weighted'), size === 0 ? null : weighted / squares);
  }
  return figures;
}

function livesByMonth(commits: ReadonlyMap<string, readonly number[]>, { alignment, calendar }: Asked) {
  const lives = new Map<number, Life[]>();
  for (const times of commits.values()) {
    const [born = 0] = times;
    const month = calendar.month(born);
    const bucketOf = (ms: number): number =>
      alignment === 'CALENDAR' ? calendar.month(ms) - month : Math.floor((ms - born) / rollingMs);
    const back = new Set(times.map(bucketOf));
    lives.set(month, [...(lives.get(month) ?? []), { back, last: Math.max(...back) }]);
  }
  return lives;
}

/** Whether a bucket is over, also for who was born last in the month, or has not begun, even for who was born first. */
function stateOf(month: number, bucket: number, { alignment, calendar, days, now }: Asked): string {
  if (alignment === 'CALENDAR') {
    const ahead = month + bucket - calendar.month(now);
    return ahead < 0 ? 'COMPLETE' : ahead === 0 ? 'INCOMPLETE' : 'FUTURE';
  }
  const first = calendar.startOf(Math.max(days.from, firstDayOf(month)));
  const last = calendar.startOf(Math.min(days.to + 1, firstDayOf(month + 1)));
  if (last + (bucket + 1) * rollingMs <= now) return 'COMPLETE';
  return first + bucket * rollingMs <= now ? 'INCOMPLETE' : 'FUTURE';
}
