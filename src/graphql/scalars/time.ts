import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

const refuse = (message: string, nodes: ValueNode | null = null): never => {
  throw new GraphQLError(message, { nodes });
};

const isoPattern = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?([Zz]|[+-]\d{2}:\d{2}))?$/;

/** True if such a day is in the calendar: there is no 30th of February. */
function isCalendarDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/**
 * ISO 8601 text as a moment: a date alone is midnight UTC, a date with a time needs its zone (`Z` or an offset).
 * Undefined for other forms and for dates outside the calendar.
 */
export function parseIsoInstant(text: string): Date | undefined {
  const parts = isoPattern.exec(text);
  if (parts === null || !isCalendarDay(Number(parts[1]), Number(parts[2]), Number(parts[3]))) return undefined;
  const date = new Date(text.toUpperCase());
  return Number.isNaN(date.getTime()) ? undefined : date;
}

const instantMessage =
  'DateTime must be ISO 8601 text such as "2026-03-01" or "2026-03-01T09:30:00Z", with a date of the calendar.';

const instantOf = (value: unknown, node?: ValueNode): Date =>
  (typeof value === 'string' ? parseIsoInstant(value) : undefined) ?? refuse(instantMessage, node);

/** Moments: ISO text in, ISO text in UTC with milliseconds out. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description:
    'A moment. Answers have it as ISO 8601 text in UTC with milliseconds: `2026-03-01T09:30:00.000Z`. Inputs take ISO 8601 ' +
    'text with a zone (`2026-03-01T10:30:00+01:00`), or a date alone, which means its midnight in UTC. Other text, and ' +
    'dates outside the calendar, are refused with BAD_INPUT.',
  serialize: (value) =>
    value instanceof Date ? value.toISOString() : refuse('DateTime can only be made of a moment.'),
  parseValue: (value) => instantOf(value),
  parseLiteral: (node) => instantOf(node.kind === Kind.STRING ? node.value : undefined, node),
});

const isTimestamp = (value: unknown): value is number | string =>
  typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));

const timestampMessage = 'Timestamp must be a number (seconds or milliseconds since 1970) or ISO 8601 text.';

/**
 * The time of an event, as its sender has it. Only its type is checked here: what it means is decided per event, so
 * that one wrong time refuses one event and not the batch.
 */
export const TimestampScalar = new GraphQLScalarType<number | string, number | string>({
  name: 'Timestamp',
  description:
    'The time of an event as its sender has it: a number of seconds or of milliseconds since 1970-01-01T00:00:00Z ' +
    '(fractions allowed; which of the two is told by its size), or ISO 8601 text. Text that is no time, and times out ' +
    'of bounds, refuse that one event, not the whole batch.',
  serialize: (value) => (isTimestamp(value) ? value : refuse(timestampMessage)),
  parseValue: (value) => (isTimestamp(value) ? value : refuse(timestampMessage)),
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING) return node.value;
    const value = node.kind === Kind.INT || node.kind === Kind.FLOAT ? Number(node.value) : Number.NaN;
    return Number.isFinite(value) ? value : refuse(timestampMessage, node);
  },
});
