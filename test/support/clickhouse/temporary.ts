import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'muster-test-';

/** A directory of this process. With a name: the same one for every test file that runs in it. */
export function processDirectory(name: string | null = null): string {
  sweep();
  const base = join(tmpdir(), `${prefix}${process.pid}-`);
  if (name === null) return mkdtempSync(base);
  mkdirSync(`${base}${name}`, { recursive: true });
  return `${base}${name}`;
}

/** Removes what processes left behind that are gone: test workers are often killed before they can clean up. */
function sweep(): void {
  for (const entry of readdirSync(tmpdir())) {
    const owner = entry.startsWith(prefix) ? /^\d+/.exec(entry.slice(prefix.length)) : null;
    if (owner === null || isAlive(Number(owner[0]))) continue;
    rmSync(join(tmpdir(), entry), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
