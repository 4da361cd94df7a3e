import { Coalescer } from '../../src/identity/coalescer.js';

const tick = () => new Promise((resolve) => setImmediate(resolve));

describe('a coalescer', () => {
  it('takes what arrives during one batch together as the next', async () => {
    const batches: number[][] = [];
    const coalescer = new Coalescer<number>(async (items) => {
      batches.push([...items]);
      await tick();
    });
    const first = [coalescer.add([1]), coalescer.add([2])];
    await Promise.resolve();
    await Promise.resolve();
    const second = [coalescer.add([3, 4]), coalescer.add([5])];
    await Promise.all([...first, ...second]);
    expect(batches).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
  });

  it('tells a failure to those of that batch only, and goes on', async () => {
    const coalescer = new Coalescer<string>(async (items) => {
      await tick();
      if (items.includes('bad')) throw new Error('refused');
    });
    const bad = coalescer.add(['bad']);
    await Promise.resolve();
    await Promise.resolve();
    const good = coalescer.add(['good']);
    await expect(bad).rejects.toThrow('refused');
    await expect(good).resolves.toBeUndefined();
    await expect(coalescer.add(['bad'])).rejects.toThrow('refused');
  });

  it('is idle when all that was added before is done, failed or not', async () => {
    let done = 0;
    const coalescer = new Coalescer<number>(async (items) => {
      await tick();
      done += items.length;
      if (items.includes(2)) throw new Error('refused');
    });
    await coalescer.idle();
    const added = [coalescer.add([1]), coalescer.add([2])].map((promise) => promise.catch(() => undefined));
    await coalescer.idle();
    expect(done).toBe(2);
    await Promise.all(added);
  });
});
