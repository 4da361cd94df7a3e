import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** A Muster server in a process of its own, as an operator would start it. */
export interface ServerProcess {
  readonly url: string;
  /** Null when the data directory was used before: the secret is shown once. */
  readonly secret: string | null;
  readonly token: string | null;
  /** From the spawn to the line that says it answers, milliseconds. */
  readonly startMs: number;
  /** Resident memory now, and the most it ever was, bytes. */
  memory(): { readonly now: number; readonly most: number };
  stop(): Promise<void>;
}

const main = fileURLToPath(new URL('../src/cli/main.cjs', import.meta.url));
const startTimeoutMs = 300_000;

/** As `npm start` has it. */
const youngGeneration = '--max-semi-space-size=128';

/** Starts the server on the embedded stores in `folder` and returns when it answers. */
export async function startServer(folder: string, nodeArguments: readonly string[] = []): Promise<ServerProcess> {
  const begun = performance.now();
  const child = spawn(process.execPath, [youngGeneration, ...nodeArguments, main, 'serve'], {
    env: { ...process.env, ...embedded(folder), MUSTER_PORT: '0', MUSTER_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output = await untilAnswering(child);
  const url = /Muster answers at (\S+)\/graphql/.exec(output)?.[1] ?? '';
  const startMs = performance.now() - begun;
  return {
    url,
    secret: /\b(muster_[\w-]{20,})/.exec(output)?.[1] ?? null,
    token: /\b([0-9a-f]{32})\b/.exec(output)?.[1] ?? null,
    startMs,
    memory: () => memoryOf(child),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

/** Settings that put both stores into one folder. */
export const embedded = (folder: string): Record<string, string> => ({
  MUSTER_CATALOG_URL: `sqlite:${join(folder, 'catalog.db')}`,
  MUSTER_WAREHOUSE_URL: `chdb:${join(folder, 'warehouse')}`,
});

function untilAnswering(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => reject(new Error(`the server did not start:\n${output}`)), startTimeoutMs);
    child.once('exit', (code) => reject(new Error(`the server ended with code ${code}:\n${output}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (!/Muster answers at \S+/.test(output)) return;
      clearTimeout(timer);
      resolve(output);
    });
  });
}

function memoryOf(child: ChildProcess): { now: number; most: number } {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
  return { now: kilobytes('VmRSS') * 1024, most: kilobytes('VmHWM') * 1024 };
}

const graphqlAnswer = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

/** Asks once, for setting up and for checks; throws on any error. */
export async function ask(url: string, credential: string, query: string, variables: object = {}): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${credential}` },
    body: JSON.stringify({ query, variables }),
  });
  const answer = graphqlAnswer.parse(await response.json());
  if (answer.errors !== undefined) throw new Error(answer.errors.map(({ message }) => message).join('; '));
  return answer.data;
}
