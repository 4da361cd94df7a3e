import { checkGroupKeyName, checkLabel } from '../../src/projects/group-key-rules.js';

const invalid = (rule: string) =>
  expect.objectContaining({ code: 'GROUP_KEY_INVALID', message: expect.stringContaining(rule) });

describe('a group key name', () => {
  it.each([
    'company_id',
    'Company Id',
    '$group_id',
    'a.b"c`d',
    '会社',
    'x'.repeat(255),
    '😀'.repeat(255),
    '__proto__',
    'Time',
    ' ',
  ])('may be %j', (key) => {
    expect(() => checkGroupKeyName(key)).not.toThrow();
  });

  it.each([
    ['', 'empty'],
    ['a\0b', 'NUL'],
    ['\ud800', 'surrogate'],
    ['x'.repeat(256), 'longer'],
    ['😀'.repeat(256), 'longer'],
    ['token', 'reserved'],
    ['time', 'reserved'],
    ['distinct_id', 'reserved'],
    ['$os', 'belong to the server'],
    ['$', 'belong to the server'],
    ['$group_ids', 'belong to the server'],
  ])('may not be %j, and the message says why (%s)', (key, rule) => {
    expect(() => checkGroupKeyName(key)).toThrow(invalid(rule));
  });
});

describe('a label', () => {
  it('is 1 to 255 characters of storable text', () => {
    expect(checkLabel('😀'.repeat(255), 'displayName')).toBe('😀'.repeat(255));
    for (const text of ['', 'x'.repeat(256), 'a\0', '\udfff']) {
      expect(() => checkLabel(text, 'displayName')).toThrow(
        expect.objectContaining({ code: 'BAD_INPUT', details: { path: ['displayName'] } }),
      );
    }
  });
});
