import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const tasks = '/proc/self/task';

const ids = (): string[] => {
  try {
    return readdirSync(tasks);
  } catch {
    return [];
  }
};

/** The threads of this process and where in the kernel they wait, a line for each kind: to find out what hangs where no debugger is. */
export function threads(): string {
  const counts = new Map<string, number>();
  for (const id of ids()) {
    const read = (file: string) => readFileSync(join(tasks, id, file), 'utf8').trim();
    try {
      const kind = `${read('comm')} in ${read('wchan')}, system call ${read('syscall').split(' ')[0]}`;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    } catch {
      // It has ended meanwhile, or this machine does not tell.
    }
  }
  return [...counts].map(([kind, count]) => `${count} × ${kind}\n`).join('');
}
