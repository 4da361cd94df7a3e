import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorKinds, MusterError } from '../../src/core/errors.js';

describe('the error table', () => {
  const documented = [
    ...readFileSync(join(__dirname, '../../docs/api.md'), 'utf8').matchAll(
      /^\| `([A-Z_]+)` \| (\d+) \| (yes|no) \| (.*) \|$/gm,
    ),
  ];

  it('is the one in docs/api.md, code by code', () => {
    const table = Object.entries(errorKinds).map(([code, kind]) => [
      code,
      String(kind.status),
      kind.retryable ? 'yes' : 'no',
      kind.meaning,
    ]);
    expect(documented.map((match) => match.slice(1))).toEqual(table);
  });

  it('tells a caller whether to try again', () => {
    expect(new MusterError('OVERLOADED', 'Send it again later.').retryable).toBe(true);
    expect(new MusterError('BAD_INPUT', 'Send something else.').retryable).toBe(false);
  });
});
