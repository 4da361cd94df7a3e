import { MusterError } from '../../src/core/errors.js';
import { limits } from '../../src/core/limits.js';
import { OperationIdExpiry } from '../../src/profiles/operation-id-expiry.js';
import { catalogKinds } from '../support/catalogs.js';
import { type Kit, openKit, user } from './kit.js';

const day = 86_400_000;

describe.each(catalogKinds())('the ids of applied operations on %s', (kind) => {
  let kit: Kit;
  let expiry: OperationIdExpiry;

  beforeEach(async () => {
    kit = await openKit(kind);
    expiry = new OperationIdExpiry(kit.catalog, kit.clock);
  });

  afterEach(async () => {
    await expiry.stop();
    await kit.drop();
  });

  const plus = (operationId: string) => ({ ...user('u', { op: 'add', properties: { n: 1 } }), operationId });
  const statusOf = async (operationId: string) => {
    const [outcome] = await kit.profiles.apply(kit.context(), [plus(operationId)]);
    return outcome?.status;
  };
  const remember = (projectId: number, prefix: string, count: number, at: number) =>
    kit.catalog.write((tx) =>
      tx.appliedOperations.remember(
        projectId,
        Array.from({ length: count }, (_, i) => `${prefix}-${i}`),
        at,
      ),
    );
  const count = () => kit.catalog.read.appliedOperations.count();

  it('are remembered for thirty days, and not much longer', async () => {
    expect(limits.operationIdMs).toBe(30 * day);
    expect(await statusOf('a')).toBe('APPLIED');
    kit.clock.time += 30 * day;
    await expiry.run();
    expect(await statusOf('a')).toBe('DUPLICATE');
    kit.clock.time += 1;
    await expiry.run();
    expect(await count()).toBe(0);
    expect(await statusOf('a')).toBe('APPLIED');
  });

  it('are not prolonged by repeats: thirty days count from when the operation was applied', async () => {
    await statusOf('a');
    kit.clock.time += 20 * day;
    expect(await statusOf('a')).toBe('DUPLICATE');
    kit.clock.time += 10 * day + 1;
    await expiry.run();
    expect(await statusOf('a')).toBe('APPLIED');
  });

  it('are forgotten to the last one when there are many, of all projects, and no younger one', async () => {
    const old = kit.clock.time - 31 * day;
    await remember(kit.project.id, 'old', 1_300, old);
    await remember(kit.other.id, 'old', 450, old - day);
    await remember(kit.other.id, 'young', 700, kit.clock.time - 29 * day);
    await expiry.run();
    expect(await count()).toBe(700);
    const known = await kit.catalog.read.appliedOperations.known(kit.other.id, ['old-0', 'young-0', 'young-699']);
    expect(known).toEqual(new Set(['young-0', 'young-699']));
  });

  /** The catalog, calling `then` after each slice that was forgotten. */
  const afterEachSlice = (then: () => Promise<void>) =>
    new Proxy(kit.catalog, {
      get(target, name) {
        if (name !== 'write') return Reflect.get(target, name, target).bind(target);
        return async (work: Parameters<typeof target.write>[0]) => {
          const forgotten = await target.write(work);
          await then();
          return forgotten;
        };
      },
    });

  it('are forgotten in slices, between which others write', async () => {
    await remember(kit.project.id, 'old', 1_600, kit.clock.time - 31 * day);
    const left: number[] = [];
    const catalog = afterEachSlice(async () => {
      left.push(await count());
      expect(await statusOf(`b-${left.length}`)).toBe('APPLIED');
    });
    await new OperationIdExpiry(catalog, kit.clock).run();
    expect(left).toEqual([1_100, 601, 102, 3]);
  });

  it('are looked for when the server starts; stopping does not wait for all of them', async () => {
    await remember(kit.project.id, 'old', 1_600, kit.clock.time - 31 * day);
    await new Promise<void>((resolve, reject) => {
      const catalog = afterEachSlice(async () => {
        started.stop().then(resolve, reject);
      });
      const started = new OperationIdExpiry(catalog, kit.clock);
      started.start();
    });
    expect(await count()).toBe(1_100);
  });

  it('stay when the store fails, and go at the next look', async () => {
    await remember(kit.project.id, 'old', 10, kit.clock.time - 31 * day);
    const warnings: string[] = [];
    let down = true;
    const catalog = new Proxy(kit.catalog, {
      get(target, name) {
        if (name !== 'write' || !down) return Reflect.get(target, name, target).bind(target);
        return () => Promise.reject(new MusterError('STORE_UNAVAILABLE', 'The store is down for the test.'));
      },
    });
    const watched = new OperationIdExpiry(catalog, kit.clock, { warn: (_, message) => warnings.push(message) });
    await watched.run();
    expect(warnings).toHaveLength(1);
    expect(await count()).toBe(10);
    down = false;
    await watched.run();
    expect(await count()).toBe(0);
  });
});
