import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { askOnce, spawnServer, temporaryFolder } from '../support/spawned-server.js';

const track = 'mutation ($events: [EventInput!]!) { trackBatch(events: $events) { accepted } }';

describe('a server told to stop', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('finishes what it acknowledged, refuses the rest as retryable, and ends by itself with code 0', async () => {
    const server = await spawnServer({ folder });
    const accepted: string[] = [];
    const refusals: string[] = [];
    const send = async (client: number): Promise<void> => {
      for (let i = 0; ; i++) {
        const name = `c${client}-${i}`;
        try {
          const answer = await askOnce(server.url, server.secret, track, {
            events: Array.from({ length: 50 }, (_, n) => ({
              name,
              distinctId: `${name}-${n}`,
              insertId: `i${n}`,
              time: 1_790_000_000,
            })),
          });
          if (answer.errors !== undefined) {
            refusals.push(...answer.errors.map(({ extensions }) => `${extensions.code} ${extensions.retryable}`));
            return;
          }
          if (answer.data.trackBatch.accepted === 50) accepted.push(name);
        } catch {
          return;
        }
      }
    };
    const clients = [0, 1, 2, 3].map(send);
    await sleep(500);
    expect(await server.kill('SIGTERM')).toBe(0);
    await Promise.all(clients);
    expect(accepted.length).toBeGreaterThan(0);
    expect(refusals.filter((refusal) => refusal !== 'SHUTTING_DOWN true')).toEqual([]);

    const again = await spawnServer({ folder, secret: server.secret });
    const { data } = await askOnce(again.url, again.secret, '{ userCohort(where: { did: { atLeast: 1 } }) { size } }');
    const stored = data.userCohort.size;
    expect(stored % 50).toBe(0);
    expect(stored).toBeGreaterThanOrEqual(accepted.length * 50);
    expect(await again.kill('SIGTERM')).toBe(0);
  });

  it('refuses to run beside another server on the same stores, and says which', async () => {
    const server = await spawnServer({ folder: `${folder}/pair` });
    await expect(spawnServer({ folder: `${folder}/pair`, secret: server.secret })).rejects.toThrow(
      /A Muster server is running on these stores/,
    );
    await server.kill('SIGTERM');
  });
});
