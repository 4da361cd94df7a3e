import { MusterError } from '../../src/core/errors.js';
import { createLog } from '../../src/http/log.js';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog('debug', { write: (line: string) => void lines.push(line) }));
  return lines.join('');
}

describe('the log', () => {
  test.each([
    [{ authorization: 'Bearer hush' }],
    [{ headers: { authorization: 'Bearer hush', host: 'x' } }],
    [{ req: { headers: { authorization: 'Bearer hush' } } }],
    [{ account: { secret: 'hush' } }],
    [{ token: 'hush' }],
    [{ config: { catalogUrl: 'mysql://u:hush@h/d', warehouse: { urls: ['http://u:hush@h'] } } }],
  ])('blanks secrets: %j', (fields) => {
    const text = logged((log) => log.info(fields, 'message'));
    expect(text).not.toContain('hush');
    expect(text).toContain('[redacted]');
  });

  test('keeps of a store’s error neither statement, nor parameters, nor what it quotes', () => {
    const cause = Object.assign(new Error("Incorrect value: 'private' for column `private`"), {
      code: 'ER_X',
      sql: 'private',
    });
    const error = Object.assign(new Error('Query failed: "private"', { cause }), {
      parameters: ['private'],
      query: 'private',
    });
    const text = logged((log) => log.error({ err: error }, 'failed'));
    expect(text).not.toContain('private');
    expect(JSON.parse(text)).toMatchObject({
      level: 'error',
      err: {
        type: 'Error',
        message: 'Query failed: …',
        cause: { code: 'ER_X', message: 'Incorrect value: … for column …' },
      },
    });
  });

  test('keeps our own messages and those of the engine whole', () => {
    const own = logged((log) => log.warn({ err: new MusterError('OVERLOADED', "Send 'it' again.") }));
    expect(own).toContain("Send 'it' again.");
    expect(logged((log) => log.error({ err: new TypeError("reading 'x'") }))).toContain("reading 'x'");
  });
});
