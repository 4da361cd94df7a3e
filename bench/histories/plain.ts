import type { EventRecord } from './files.js';

const dayMs = 86_400_000;

/** An event as the plain script looks at it. */
export interface PlainEvent {
  readonly name: string;
  readonly ms: number;
  readonly person: string;
  readonly repository: string;
  readonly kind: string;
  /** Each once; empty where the event names none. */
  readonly organizations: readonly string[];
}

/** In order of time, what was recorded twice once. */
export function plainEvents(records: readonly EventRecord[]): PlainEvent[] {
  const once = new Map<string, PlainEvent>();
  for (const { event, properties } of records) {
    const { time, distinct_id: person, $insert_id: insertId, repository, kind, organization = [] } = properties;
    const organizations = [...new Set(typeof organization === 'string' ? [organization] : organization)];
    const key = JSON.stringify([event, person, time, insertId]);
    once.set(key, { name: event, ms: time * 1_000, person, repository, kind, organizations });
  }
  return [...once.values()].sort((a, b) => a.ms - b.ms);
}

/** The calendar of one time zone, in whole days since 1970-01-01 and whole months. */
export class Calendar {
  private readonly format: Intl.DateTimeFormat;
  private readonly known = new Map<number, number>();

  constructor(timeZone: string) {
    this.format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  }

  /** The day a moment lies in. Clocks are changed at whole minutes, so one look for each is enough. */
  day(ms: number): number {
    const minute = Math.floor(ms / 60_000);
    const known = this.known.get(minute);
    if (known !== undefined) return known;
    const day = Date.parse(this.format.format(ms)) / dayMs;
    this.known.set(minute, day);
    return day;
  }

  /** The moment a day begins; it lies at a whole quarter of an hour. */
  startOf(day: number): number {
    let ms = day * dayMs - 16 * 3_600_000;
    while (this.day(ms) < day) ms += 900_000;
    return ms;
  }

  /** The month a moment lies in, counted from the year 0. */
  month(ms: number): number {
    const date = new Date(this.day(ms) * dayMs);
    return date.getUTCFullYear() * 12 + date.getUTCMonth();
  }
}

/** The days of the first and of the last event. */
export function daysOf(events: readonly PlainEvent[], calendar: Calendar): { from: number; to: number } {
  const days = events.map(({ ms }) => calendar.day(ms));
  return { from: Math.min(...days), to: Math.max(...days) };
}

/** Such as `2019-05-06`. */
export const dayName = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** The Monday of the week a day lies in; 1970-01-01 was a Thursday. */
export const mondayOf = (day: number): number => day - ((day + 3) % 7);

/** Such as `2019-05`. */
export const monthName = (month: number): string =>
  `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;

/** The day a month begins with. */
export const firstDayOf = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12, 1) / dayMs;

/** The set under a key, made when it is not there. */
export function setAt<Key, Item>(sets: Map<Key, Set<Item>>, key: Key): Set<Item> {
  const found = sets.get(key) ?? new Set<Item>();
  sets.set(key, found);
  return found;
}
