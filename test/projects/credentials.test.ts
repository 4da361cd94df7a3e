import fc from 'fast-check';
import { readAuthorization } from '../../src/projects/credentials.js';

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('an Authorization header', () => {
  it('gives a single value for a bearer', () => {
    expect(readAuthorization('Bearer abc')).toEqual({ kind: 'single', value: 'abc' });
    expect(readAuthorization('bearer   abc ')).toEqual({ kind: 'single', value: 'abc' });
  });

  it('gives a pair for Basic, in base64 or plain', () => {
    const pair = { kind: 'pair', name: 'loader', secret: 'muster_x:y' };
    expect(readAuthorization(`Basic ${base64('loader:muster_x:y')}`)).toEqual(pair);
    expect(readAuthorization('Basic loader:muster_x:y')).toEqual(pair);
  });

  it('gives a single value for Basic without password', () => {
    expect(readAuthorization(`Basic ${base64('abc:')}`)).toEqual({ kind: 'single', value: 'abc' });
    expect(readAuthorization('Basic abc:')).toEqual({ kind: 'single', value: 'abc' });
  });

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Bearer a b',
    'Basic',
    'Basic :secret',
    'Basic !!',
    `Basic ${base64('abc')}`,
    'Digest abc',
    'abc',
    `Bearer ${'x'.repeat(5000)}`,
  ])('gives nothing for %j', (header) => {
    expect(readAuthorization(header)).toBeNull();
  });

  it('never throws, and brings back every name and secret', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readAuthorization(text)));
    const name = fc.string({ minLength: 1, maxLength: 200 }).filter((text) => !text.includes(':'));
    fc.assert(
      fc.property(name, fc.string({ minLength: 1, maxLength: 200 }), (user, secret) => {
        expect(readAuthorization(`Basic ${base64(`${user}:${secret}`)}`)).toEqual({ kind: 'pair', name: user, secret });
      }),
    );
  });
});
