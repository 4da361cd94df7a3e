/**
 * What careless clients send in place of an id. As an id it would lump strangers together, so Mixpanel refuses these
 * exact texts as distinct id and as insert id, and so does Muster, for device and user ids and ids of profile operations too.
 * Letter case counts, as it does for all ids.
 */
export const forbiddenIds: ReadonlySet<string> = new Set([
  '00000000-0000-0000-0000-000000000000',
  'anon',
  'anonymous',
  'nil',
  'none',
  'null',
  'n/a',
  'na',
  'undefined',
  'unknown',
  '<nil>',
  '0',
  '-1',
  'true',
  'false',
  '[]',
  '{}',
]);
