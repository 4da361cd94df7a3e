import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { emptyProperties, type Properties, type PropertyValue } from '../../../src/core/property-values.js';
import {
  csvText,
  type IdColumns,
  type ListText,
  type Member,
  ndjsonText,
} from '../../../src/reports/export/list-text.js';
import { hostileTexts } from '../../warehouse/samples.js';

const ofUsers: IdColumns = { names: ['$distinct_id'], values: (id) => [id] };
const ofGroups: IdColumns = { names: ['$group_key', '$group_id'], values: (id) => ['company_id', id] };
const plain = { bom: false, escapeFormulas: false };

const bag = (properties: Properties): Properties => Object.assign(emptyProperties(), properties);
const whole = ({ head, lines }: ListText, members: readonly Member[]): string => head + [...lines(members)].join('');
const csv = (properties: Properties, columns: readonly string[], options = plain): string =>
  whole(csvText(ofUsers, columns, options), [{ id: 'ann', properties: bag(properties) }]);

describe('a list as NDJSON', () => {
  it('has one object a line, as imports read them', () => {
    const members = [
      { id: 'ann', properties: bag({ plan: 'pro', seats: 3, tags: ['a', null], more: { deep: [1] } }) },
      { id: 'bob', properties: bag({}) },
    ];
    expect(whole(ndjsonText(ofUsers, null), members)).toBe(
      '{"$distinct_id":"ann","$properties":{"plan":"pro","seats":3,"tags":["a",null],"more":{"deep":[1]}}}\n' +
        '{"$distinct_id":"bob","$properties":{}}\n',
    );
    expect(whole(ndjsonText(ofGroups, ['plan', 'none']), members)).toBe(
      '{"$group_key":"company_id","$group_id":"ann","$properties":{"plan":"pro"}}\n' +
        '{"$group_key":"company_id","$group_id":"bob","$properties":{}}\n',
    );
  });
});

describe('a list as CSV', () => {
  it('has a header even if nobody is on it', () => {
    expect(whole(csvText(ofGroups, ['plan', 'a,b'], plain), [])).toBe('$group_key,$group_id,plan,"a,b"\r\n');
  });

  it('has numbers, booleans and dates as they are, lists and objects as JSON', () => {
    const properties = {
      n: -1.5,
      big: 1e21,
      yes: true,
      no: false,
      day: '2026-01-31T10:00:00Z',
      l: ['a', 1],
      o: { k: 'v' },
    };
    expect(csv(properties, ['n', 'big', 'yes', 'no', 'day', 'l', 'o'])).toBe(
      '$distinct_id,n,big,yes,no,day,l,o\r\n' +
        'ann,-1.5,1e+21,true,false,2026-01-31T10:00:00Z,"[""a"",1]","{""k"":""v""}"\r\n',
    );
  });

  it('tells empty text from what is not set', () => {
    expect(csv({ empty: '', nothing: null }, ['empty', 'nothing', 'missing'])).toBe(
      '$distinct_id,empty,nothing,missing\r\nann,"",,\r\n',
    );
  });

  it('keeps line breaks and quotes inside fields', () => {
    expect(csv({ t: 'a "b"\r\nc' }, ['t'])).toBe('$distinct_id,t\r\nann,"a ""b""\r\nc"\r\n');
  });

  it('leaves formulas as they are, unless they are to be escaped', () => {
    const properties = { f: '=1+1', g: '@x', h: '-2+3', i: '+1', n: -2 };
    const columns = ['f', 'g', 'h', 'i', 'n'];
    expect(csv(properties, columns)).toBe('$distinct_id,f,g,h,i,n\r\nann,=1+1,@x,-2+3,+1,-2\r\n');
    expect(csv(properties, columns, { ...plain, escapeFormulas: true })).toBe(
      "$distinct_id,f,g,h,i,n\r\nann,'=1+1,'@x,'-2+3,'+1,-2\r\n",
    );
    expect(
      whole(csvText(ofUsers, ['=x'], { ...plain, escapeFormulas: true }), [{ id: '=id', properties: bag({}) }]),
    ).toBe("$distinct_id,'=x\r\n'=id,\r\n");
  });

  it('begins with a byte order mark where that is asked for', () => {
    expect(csv({}, [], { ...plain, bom: true })).toBe('\uFEFF$distinct_id\r\nann\r\n');
  });

  it('is read back by a CSV parser as it was, whatever is in it', () => {
    const text = fc.oneof(
      fc.constantFrom(...hostileTexts, '', '=', '"', '\r', '\n', ','),
      fc.string({ unit: 'binary' }),
    );
    const name = text.filter((value) => value !== '' && value !== '$distinct_id');
    const value: fc.Arbitrary<PropertyValue> = fc.oneof(
      text,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      fc.array(text, { maxLength: 3 }),
    );
    const shown = (given: PropertyValue | undefined): string => {
      if (given === undefined || given === null) return '';
      return typeof given === 'object' ? JSON.stringify(given) : String(given);
    };
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 1, maxLength: 5 }),
        fc.array(fc.tuple(name, fc.dictionary(name, value, { maxKeys: 4, noNullPrototype: false })), { maxLength: 45 }),
        (columns, rows) => {
          const members = rows.map(([id, properties]) => ({ id, properties: bag(properties) }));
          const read: string[][] = parse(whole(csvText(ofUsers, columns, plain), members), {
            record_delimiter: '\r\n',
          });
          expect(read).toEqual([
            ['$distinct_id', ...columns],
            ...members.map(({ id, properties }) => [id, ...columns.map((column) => shown(properties[column]))]),
          ]);
        },
      ),
    );
  });
});
