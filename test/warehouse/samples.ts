import type { StoredEvent } from '../../src/warehouse/writer/stored-event.js';

/** Texts that break careless quoting, escaping or parsing. */
export const hostileTexts: readonly string[] = [
  'it\'s \\ "quoted" `back`',
  "'; DROP TABLE events; --",
  "\\'; DROP TABLE events; --",
  '\\',
  '\\\\',
  "'",
  "\\'",
  '`',
  '\\N',
  'NULL',
  '{p0:String}',
  '$x %s %00 &param_p0=x #',
  'a\0b',
  '\0',
  'line\nbreak\r\n\ttab \b\f\v',
  ' edges ',
  '[1,2]',
  "['x']",
  '😀 é Ω 漢字 \u202e \uffff',
  '--boundary\r\nContent-Disposition: form-data; name="query"\r\n\r\nSELECT 1',
];

export const baseTimeMs = Date.UTC(2026, 0, 15, 12);

/** An event with everything set, changed as told. */
export const sampleEvent = (changes: Partial<StoredEvent> = {}): StoredEvent => ({
  projectId: 1,
  timeMs: baseTimeMs,
  name: 'Signed up',
  distinctId: 'user',
  deviceId: '',
  userId: 'user',
  insertId: 'insert',
  groups: [{ groupKeyId: 1, groupId: 'acme' }],
  properties: { plan: 'pro', seats: 3, trial: false, nothing: null, tags: ['a', 1] },
  ingestedAtMs: baseTimeMs,
  ...changes,
});

/** Different events, a second apart, of different users. */
export const eventsOf = (count: number, changes: Partial<StoredEvent> = {}): StoredEvent[] =>
  Array.from({ length: count }, (_, i) =>
    sampleEvent({ timeMs: baseTimeMs + i * 1_000, insertId: `insert-${i}`, distinctId: `user-${i}`, ...changes }),
  );
