import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { MusterError } from '../../../src/core/errors.js';
import { decodeBase64 } from '../../../src/http/mixpanel/base64.js';
import { checkCharset, plainBody, readRecords, readSent } from '../../../src/http/mixpanel/body.js';
import { type Fields, queryOf, readForm } from '../../../src/http/mixpanel/form.js';
import { readOptions } from '../../../src/http/mixpanel/options.js';

const noFields: Fields = new Map();
const limit = 1_000_000;

/** What a body, sent with a query, says; as the routes read it. */
const recordsIn = async (body: Buffer | string, query = ''): Promise<readonly unknown[]> =>
  readRecords(readSent(readForm(Buffer.from(query)), await plainBody(Buffer.from(body), limit)).data);

const codeOf = async (work: () => unknown): Promise<string> => {
  try {
    await work();
    return 'none';
  } catch (error) {
    return error instanceof MusterError ? error.code : String(error);
  }
};

/** Anything JSON can hold that can be told again from what is read: lone surrogates and -0 change on the way. */
const json = fc
  .jsonValue({ maxDepth: 4, stringUnit: 'binary' })
  .map((value): unknown => JSON.parse(JSON.stringify(value).replace(/-0(?![.\d])/g, '0')));
const record = fc.dictionary(fc.string({ unit: 'binary', maxLength: 8 }), json, { maxKeys: 5 });
const records = fc.array(record, { maxLength: 5 });

const text = (data: unknown): string => JSON.stringify(data);
const base64 = (data: unknown): string => Buffer.from(text(data)).toString('base64');

const encodings: ReadonlyArray<readonly [string, (data: unknown) => Buffer | string]> = [
  ['JSON as the body', text],
  ['JSON behind a byte order mark and blanks', (data) => `\ufeff \r\n\t${text(data)} `],
  ['a form with percent-encoded JSON', (data) => `data=${encodeURIComponent(text(data))}`],
  ['a form with JSON whose blanks are `+`', (data) => `data=${encodeURIComponent(text(data)).replace(/%20/g, '+')}`],
  ['a form with percent-encoded base64', (data) => `data=${encodeURIComponent(base64(data))}`],
  ['a form with base64 as it is', (data) => `data=${base64(data)}`],
  ['a form with base64 whose `+` became blanks', (data) => `data=${base64(data).replaceAll('+', ' ')}`],
  ['a form with base64 whose `+` became encoded blanks', (data) => `data=${base64(data).replaceAll('+', '%20')}`],
  ['a form with the other alphabet', (data) => `data=${Buffer.from(text(data)).toString('base64url')}`],
  ['a form with base64 without padding', (data) => `data=${base64(data).replaceAll('=', '')}`],
  ['a form with base64 in lines', (data) => `data=${encodeURIComponent(base64(data).replace(/.{76}/g, '$&\r\n'))}`],
  ['a form with options around the data', (data) => `verbose=1&ip=0&data=${encodeURIComponent(text(data))}&api_key=k`],
  ['gzip nobody spoke of', (data) => gzipSync(text(data))],
  ['a form in gzip nobody spoke of', (data) => gzipSync(`data=${base64(data)}`)],
];

describe('the records of a request', () => {
  it.each(encodings)('arrive as they were sent, in %s', async (_, encode) => {
    await fc.assert(
      fc.asyncProperty(records, async (sent) => {
        expect(await recordsIn(encode(sent))).toEqual(sent);
      }),
    );
    await fc.assert(
      fc.asyncProperty(record, async (sent) => {
        expect(await recordsIn(encode(sent))).toEqual([sent]);
      }),
    );
  });

  it.each(encodings.slice(2, 12))('arrive as they were sent in a query, in %s', async (_, encode) => {
    await fc.assert(
      fc.asyncProperty(records, async (sent) => {
        expect(await recordsIn('', String(encode(sent)))).toEqual(sent);
      }),
    );
  });

  it('arrive one by one, in lines', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 2, maxLength: 6 }),
        fc.constantFrom('\n', '\r\n', '\n\n'),
        async (sent, lineBreak) => {
          expect(await recordsIn(sent.map(text).join(lineBreak))).toEqual(sent);
          expect(await recordsIn(sent.map(text).join(lineBreak) + lineBreak)).toEqual(sent);
        },
      ),
    );
  });

  it('are refused one by one where a line is no JSON', async () => {
    expect(await recordsIn('{"event":"a"}\n{"event":\n{"event":"b"}')).toEqual([
      { event: 'a' },
      undefined,
      { event: 'b' },
    ]);
  });

  it('may be one object in several lines', async () => {
    expect(await recordsIn('{\n  "event": "a"\n}\n')).toEqual([{ event: 'a' }]);
  });

  it('keep names that mean something to JavaScript as own names', async () => {
    const [read] = await recordsIn('[{"__proto__":{"x":1},"constructor":1}]');
    expect(Object.keys(Object(read))).toEqual(['__proto__', 'constructor']);
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['blanks', ' \n '],
    ['a form without data', 'verbose=1'],
    ['a form with empty data', 'data='],
    ['a text', 'data=%22text%22'],
    ['a number', 'data=42'],
    ['base64 of a number', `data=${base64(42)}`],
    ['base64 of nothing', 'data=%3D'],
    ['what is neither', 'data=*'],
    ['JSON that is cut short', '[{"event":"a"'],
    ['base64 that is cut short', `data=${base64([{ event: 'a' }]).slice(0, 12)}`],
    [
      'one of the forms browsers have for files',
      '--x\r\nContent-Disposition: form-data; name="data"\r\n\r\n[]\r\n--x--',
    ],
    ['5,000 lists in one another', '['.repeat(5_000) + ']'.repeat(5_000)],
    ['the same in base64', `data=${Buffer.from('['.repeat(5_000) + ']'.repeat(5_000)).toString('base64')}`],
    ['text in two bytes a character', Buffer.from('\ufeff[{"event":"a"}]', 'utf16le')],
    ['gzip that is cut short', gzipSync('[{"event":"a"}]').subarray(0, 20)],
    ['more fields than anybody sends', 'a&'.repeat(500)],
  ])('are no records if it is %s', async (_, body) => {
    expect(await codeOf(() => recordsIn(body))).toBe('MALFORMED_REQUEST');
  });

  it.each([
    ['a list', JSON.stringify(Array.from({ length: 2_001 }, () => ({})))],
    ['lines', '{}\n'.repeat(2_001)],
  ])('are too many if they are more than 2,000, in %s', async (_, body) => {
    expect(await codeOf(() => recordsIn(body))).toBe('PAYLOAD_TOO_LARGE');
    expect(await recordsIn(body.replace(/\{\}[,\n]/, ''))).toHaveLength(2_000);
  });

  it('are looked for in a whole body of line breaks', async () => {
    expect(await recordsIn(`{}${'\n'.repeat(20_000_000)}{}`)).toEqual([{}, {}]);
  });

  it('are not inflated past the bound', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, 0x20));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await codeOf(() => plainBody(bomb, limit))).toBe('PAYLOAD_TOO_LARGE');
  });

  it('never make reading fail in a way that has no code, whatever the bytes', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((some) => Buffer.from(some)),
      fc
        .tuple(fc.constantFrom('data=', '{', '[', '\x1f\x8b', '%', '&='), fc.string({ unit: 'binary' }))
        .map(([start, rest]) => Buffer.from(start + rest, 'latin1')),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (body) => {
        expect(await codeOf(() => recordsIn(body))).toMatch(/^(none|MALFORMED_REQUEST)$/);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a form', () => {
  const value = fc.string({ unit: 'binary', maxLength: 20 }).map((some) => some.toWellFormed());

  it('is read as browsers read it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { maxLength: 10 }), (pairs) => {
        const encoded = new URLSearchParams(pairs).toString();
        const expected = new Map<string, string>();
        for (const [name, given] of pairs)
          if (Buffer.byteLength(name) <= 64 && !expected.has(name)) expected.set(name, given);
        const read = readForm(Buffer.from(encoded));
        expect([...read].map(([name, bytes]) => [name, bytes.toString()])).toEqual([...expected]);
      }),
    );
  });

  it('keeps a percent sign that encodes nothing, as browsers do', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[%+0-9a-gA-G= ]{0,20}$/), (given) => {
        const expected = new URLSearchParams(`data=${given}`).get('data');
        expect(
          readForm(Buffer.from(`data=${given}`))
            .get('data')
            ?.toString(),
        ).toBe(expected);
      }),
    );
    // Node's own reader errs where a stray percent sign and other than ASCII come together.
    expect(readForm(Buffer.from('data=é%zz%é')).get('data')?.toString()).toBe('é%zz%é');
  });

  it('takes the first of several fields of one name', () => {
    expect(readForm(Buffer.from('data=a&data=b')).get('data')?.toString()).toBe('a');
  });

  it('is found in an address', () => {
    expect(queryOf('/track')).toHaveLength(0);
    expect(queryOf('/track?data=a?b').toString()).toBe('data=a?b');
    expect(
      readForm(queryOf(`/track?data=${Buffer.from('é').toString('latin1')}`))
        .get('data')
        ?.toString(),
    ).toBe('é');
  });

  it('may be as long as a body, and is read in one pass', () => {
    const long = Buffer.from(`data=${'%2B+%zz'.repeat(3_000_000)}&x=${'&'.repeat(50)}`);
    expect(readForm(long).get('data')).toHaveLength(15_000_000);
    expect(readForm(Buffer.alloc(20_000_000, 0x61)).size).toBe(0);
  });
});

describe('base64', () => {
  it('is decoded whichever alphabet it is in', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), (bytes) => {
        const expected = Buffer.from(bytes);
        const usual = expected.toString('base64');
        for (const form of [
          usual,
          usual.replaceAll('+', ' '),
          usual.replace(/=/g, ''),
          expected.toString('base64url'),
        ]) {
          expect(decodeBase64(Buffer.from(form))).toEqual(expected);
        }
      }),
    );
  });

  it('may be as long as a body, and is read in one pass', () => {
    expect(decodeBase64(Buffer.from('ab+/ \n'.repeat(3_000_000)))).toHaveLength(11_250_000);
    expect(decodeBase64(Buffer.from(`${'a'.repeat(20_000_000)}*`))).toBeNull();
  });

  it.each(['', '=', 'a===', 'ab=c', 'ab.c', 'é', '{}', 'ab\0c'])('is not what %j is', (given) => {
    expect(decodeBase64(Buffer.from(given))).toBeNull();
  });
});

describe('a charset', () => {
  const form = Buffer.from('data=W10%3D');

  it.each([
    undefined,
    'text/plain',
    'text/plain;charset=UTF-8',
    'application/json; charset="utf-8"',
    'a/b; charset=US-ASCII',
    'nonsense',
  ])('is right in %s', (contentType) => {
    expect(() => checkCharset(contentType, Buffer.from('é'))).not.toThrow();
  });

  it('that is another makes no difference where every byte is ASCII', () => {
    expect(() => checkCharset('application/x-www-form-urlencoded; charset=ISO-8859-1', form)).not.toThrow();
  });

  it.each(['text/plain; charset=iso-8859-1', 'application/json;charset=UTF-16', "a/b;x=y; charset='latin1'"])(
    'is refused in %s',
    async (contentType) => {
      expect(await codeOf(() => checkCharset(contentType, Buffer.from('é', 'latin1')))).toBe('MALFORMED_REQUEST');
    },
  );
});

describe('the options', () => {
  const optionsIn = (query: string, form = '') =>
    readOptions(readForm(Buffer.from(query)), readForm(Buffer.from(form)));

  it('are off where nothing is said', () => {
    expect(readOptions(noFields)).toEqual({ verbose: false, strict: false, img: false, callback: null, apiKey: null });
  });

  it.each(['1', '2', 'true', 'yes'])('are on by %s, in the query or in the form', (value) => {
    expect(optionsIn(`verbose=${value}`).verbose).toBe(true);
    expect(optionsIn('', `verbose=${value}`).verbose).toBe(true);
    expect(optionsIn(`strict=${value}&img=${value}`)).toMatchObject({ strict: true, img: true });
  });

  it.each(['0', '', '00', 'false'])('are off by "%s"', (value) => {
    expect(optionsIn(`verbose=${value}`).verbose).toBe(false);
  });

  it('are those of the query where the form says otherwise', () => {
    expect(optionsIn('verbose=0&api_key=a', 'verbose=1&api_key=b')).toMatchObject({ verbose: false, apiKey: 'a' });
  });

  it.each(['f', 'jQuery12_34', '$.mixpanel._jsc.a1'])('name a function to call: %s', (callback) => {
    expect(optionsIn(`callback=${encodeURIComponent(callback)}`).callback).toBe(callback);
  });

  it.each(['', 'alert(1)', 'a b', 'a;b', '1a', 'a..b', 'a[0]', '</script>', `${'a'.repeat(201)}`, 'a\u2028b', 'ä'])(
    'name no function by %j',
    (callback) => {
      expect(optionsIn(`callback=${encodeURIComponent(callback)}`).callback).toBeNull();
    },
  );
});
