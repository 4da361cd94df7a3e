import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for a state, a minute at most. */
export async function until(description: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited in vain: ${description}`);
    await sleep(5);
  }
}
