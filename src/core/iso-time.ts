const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const daysIn = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (daysOfMonth[month - 1] ?? 0);

/** Walks over the text; every reader gives null where the text is not what it wants. */
class Reader {
  #at = 0;

  constructor(readonly text: string) {}

  get done(): boolean {
    return this.#at === this.text.length;
  }

  /** Exactly `count` digits. */
  digits(count: number): number | null {
    let value = 0;
    for (let i = 0; i < count; i++) {
      const digit = this.text.charCodeAt(this.#at + i) - 48;
      if (!(digit >= 0 && digit <= 9)) return null;
      value = value * 10 + digit;
    }
    this.#at += count;
    return value;
  }

  /** One of the characters, which is passed over; '' if none of them is next. */
  one(characters: string): string {
    const next = this.text.charAt(this.#at);
    if (next === '' || !characters.includes(next)) return '';
    this.#at++;
    return next;
  }

  /** 1 to 9 digits after the decimal point, cut to milliseconds. */
  fraction(): number | null {
    let milliseconds = 0;
    let count = 0;
    for (let digit = this.digits(1); digit !== null; digit = this.digits(1)) {
      if (count < 3) milliseconds += digit * 10 ** (2 - count);
      count++;
    }
    return count === 0 || count > 9 ? null : milliseconds;
  }
}

function date(reader: Reader): number | null {
  const year = reader.digits(4);
  if (year === null || reader.one('-') === '') return null;
  const month = reader.digits(2);
  if (month === null || month < 1 || month > 12 || reader.one('-') === '') return null;
  const day = reader.digits(2);
  if (day === null || day < 1 || day > daysIn(year, month)) return null;
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, month - 1, day);
  return midnight.getTime();
}

function timeOfDay(reader: Reader): number | null {
  const hour = reader.digits(2);
  if (hour === null || hour > 23 || reader.one(':') === '') return null;
  const minute = reader.digits(2);
  if (minute === null || minute > 59) return null;
  const minutes = (hour * 60 + minute) * 60_000;
  if (reader.one(':') === '') return minutes;
  const second = reader.digits(2);
  if (second === null || second > 59) return null;
  const fraction = reader.one('.') === '' ? 0 : reader.fraction();
  return fraction === null ? null : minutes + second * 1000 + fraction;
}

/** Milliseconds the zone is ahead of UTC. No zone means UTC. */
function zone(reader: Reader): number | null {
  if (reader.done || reader.one('Zz') !== '') return 0;
  const sign = reader.one('+-');
  if (sign === '') return null;
  const hours = reader.digits(2);
  if (hours === null || hours > 23) return null;
  reader.one(':');
  const minutes = reader.done ? 0 : reader.digits(2);
  if (minutes === null || minutes > 59) return null;
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/**
 * Reads `YYYY-MM-DD`, alone or followed by `T` (or a space), `HH:MM`, `:SS`, `.fff` and `Z` or `±HH:MM`. Without a zone it is
 * UTC. Milliseconds since the epoch; null for anything else, dates that no calendar has and leap seconds included.
 */
export function millisecondsOfIso(text: string): number | null {
  const reader = new Reader(text);
  const midnight = date(reader);
  if (midnight === null || reader.done) return midnight;
  if (reader.one('Tt ') === '') return null;
  const time = timeOfDay(reader);
  const ahead = time === null ? null : zone(reader);
  return time === null || ahead === null || !reader.done ? null : midnight + time - ahead;
}
