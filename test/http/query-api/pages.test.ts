import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { RequestContext } from '../../../src/core/model.js';
import { createHttpServer } from '../../../src/http/server.js';
import type { ProfileItem } from '../../../src/profiles/profile-service.js';
import { startTestServer, type TestServer } from '../../support/server.js';
import { storePairs } from '../../support/store-pairs.js';
import { idsOf, put, type Told } from './world.js';

const many = 2_500;
const idOf = (index: number): string => `u${String(index).padStart(5, '0')}`;
const wanted = storePairs().filter(([, { warehouse }]) => warehouse !== 'cluster');

describe.each(wanted)('pages of /engage on %s', (_, stores) => {
  let server: TestServer;

  const context = (): RequestContext => ({
    requestId: 'test',
    project: server.project.project,
    actor: { kind: 'token' },
    signal: new AbortController().signal,
  });

  async function apply(items: readonly ProfileItem[]): Promise<void> {
    for (let start = 0; start < items.length; start += 2_000) {
      const outcomes = await server.app.services.profiles.apply(context(), items.slice(start, start + 2_000));
      expect(outcomes.filter(({ status }) => status !== 'APPLIED')).toEqual([]);
    }
  }

  const setting = (distinctId: string, properties: Record<string, unknown>): ProfileItem => ({
    subject: { kind: 'user', distinctId },
    operation: { op: 'set', properties },
  });
  const deleting = (distinctId: string): ProfileItem => ({
    subject: { kind: 'user', distinctId },
    operation: { op: 'delete' },
  });

  const page = (session: Told | null, number: number, more: Record<string, unknown> = {}, at: TestServer = server) =>
    put(at, { ...(session === null ? {} : { session_id: session.body.session_id, page: number }), ...more });

  beforeAll(async () => {
    server = await startTestServer(stores);
    const everybody = Array.from({ length: many }, (_unused, index) => index);
    await apply(everybody.map((index) => setting(idOf(index), { n: index, even: index % 2 === 0 })));
  });

  afterAll(() => server.stop());

  it('hold 1,000 profiles each, the last one the rest, and then nothing', async () => {
    const first = await page(null, 0);
    const rest = [await page(first, 1), await page(first, 2), await page(first, 3)];
    expect([first, ...rest].map((told) => told.body.results.length)).toEqual([1_000, 1_000, 500, 0]);
    expect([first, ...rest].map(({ body }) => [body.page, body.page_size, body.total, body.session_id])).toEqual(
      [0, 1, 2, 3].map((number) => [number, 1_000, many, first.body.session_id]),
    );
    expect([first, ...rest].flatMap(idsOf)).toEqual(Array.from({ length: many }, (_unused, index) => idOf(index)));
  });

  it('may be smaller, and follow an expression', async () => {
    const where = { where: 'properties["even"] and properties["n"] >= 2400', page_size: 20 };
    const first = await page(null, 0, where);
    const rest = [await page(first, 1, where), await page(first, 2, where)];
    expect([first, ...rest].map((told) => told.body.results.length)).toEqual([20, 20, 10]);
    expect([first, ...rest].flatMap(idsOf)).toEqual(
      Array.from({ length: 50 }, (_unused, index) => idOf(2_400 + 2 * index)),
    );
    expect(first.body.total).toBe(50);
  });

  it('go on where the page before ended, whatever is written between them', async () => {
    const size = { page_size: 500 };
    const first = await page(null, 0, size);
    await apply([
      ...Array.from({ length: 300 }, (_unused, index) => setting(`a${index}`, { n: -1 })),
      ...Array.from({ length: 40 }, (_unused, index) => deleting(idOf(10 * index))),
    ]);
    const second = await page(first, 1, size);
    await apply([setting(`${idOf(700)}x`, { n: -1 }), setting(`${idOf(1_700)}x`, { n: -1 }), deleting(idOf(1_701))]);
    const pages = [first, second];
    for (let number = 2; number < 6; number++) pages.push(await page(first, number, size));
    const found = pages.flatMap(idsOf);
    const stayed = Array.from({ length: many }, (_unused, index) => idOf(index)).filter(
      (id) => id !== idOf(1_701) && !(Number(id.slice(1)) < 400 && id.endsWith('0')),
    );
    expect(new Set(found).size).toBe(found.length);
    expect(stayed.filter((id) => !found.includes(id))).toEqual([]);
    // Written behind the place the walk had reached: not seen. Before it: seen.
    expect(found.filter((id) => id.startsWith('a') || id === `${idOf(700)}x`)).toEqual([]);
    expect(found).toContain(`${idOf(1_700)}x`);
    // A page asked for again begins at the same place.
    expect(idsOf(await page(first, 1, size))[0]).toBe(idsOf(second)[0]);
    expect(new Set(pages.map(({ body }) => body.total))).toEqual(new Set([many]));
    await apply(Array.from({ length: 300 }, (_unused, index) => deleting(`a${index}`)));
  });

  it('are found again by a server that knows nothing of the session', async () => {
    const size = { page_size: 300 };
    const first = await page(null, 0, size);
    const pages = [first, await page(first, 1, size), await page(first, 2, size), await page(first, 3, size)];
    const other = await createHttpServer(
      { ...server.app, metrics: new Registry() },
      server.app.config,
      pino({ level: 'silent' }),
    );
    try {
      const url = await other.listen({ host: '127.0.0.1', port: 0 });
      const restarted: TestServer = { ...server, url };
      const third = await page(first, 3, size, restarted);
      expect(idsOf(third)).toEqual(idsOf(pages[3] ?? first));
      expect(idsOf(await page(first, 4, size, restarted))[0]).toBe(idsOf(await page(first, 4, size))[0]);
      expect(idsOf(await page(first, 1, size, restarted))).toEqual(idsOf(pages[1] ?? first));
    } finally {
      await other.close();
    }
  });

  it('belong to their question: another one, or another size, is refused', async () => {
    const first = await page(null, 0, { where: 'properties["n"] < 5' });
    for (const other of [{}, { where: 'properties["n"] < 6' }, { where: 'properties["n"] < 5', page_size: 5 }]) {
      expect((await page(first, 1, other)).body).toMatchObject({ status: 'error', code: 'CURSOR_INVALID' });
    }
    const same = await page(first, 0, { where: 'properties["n"] < 5', output_properties: '["n"]' });
    expect(idsOf(same)).toEqual(idsOf(first));
  });
});
