import fc from 'fast-check';
import { canonicalJson, codePointLength, groupIdsOf, isIdText, wellFormed } from '../../src/core/property-values.js';

describe('the groups a property names', () => {
  it.each([
    ['text', 'company 1', ['company 1']],
    ['a list', ['company 1', 'company 2'], ['company 1', 'company 2']],
    ['a number, as its text', 42, ['42']],
    ['a list naming one group in both forms, once', [42, '42'], ['42']],
    [
      'case, accents and trailing blanks, kept apart',
      ['acme', 'Acme', 'ACMÉ', 'acme '],
      ['acme', 'Acme', 'ACMÉ', 'acme '],
    ],
  ])('are read from %s', (_, value, groups) => {
    expect(groupIdsOf(value)).toEqual(groups);
  });

  it.each([
    ['null', null],
    ['nothing', undefined],
    ['empty text', ''],
    ['an empty list', []],
    ['a boolean', true],
    ['an object', { id: 'x' }],
    ['a list of empties', ['', null, []]],
  ])('are none in %s', (_, value) => {
    expect(groupIdsOf(value)).toEqual([]);
  });
});

describe('text', () => {
  it('is counted in code points, so an emoji is one character', () => {
    expect(codePointLength('a😀é')).toBe(3);
    expect(isIdText('😀'.repeat(255), 255)).toBe(true);
    expect(isIdText('😀'.repeat(256), 255)).toBe(false);
  });

  it('with NUL or without anything is no id', () => {
    expect(isIdText('', 255)).toBe(false);
    expect(isIdText('a\0b', 255)).toBe(false);
  });

  it('has one canonical JSON form that reads back as the same text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(JSON.parse(canonicalJson(wellFormed(text)))).toBe(wellFormed(text));
      }),
    );
  });
});
