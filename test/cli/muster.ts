import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';

const program = resolve(__dirname, '../../dist/src/cli/main.cjs');

/** What a command printed and how it ended. */
export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Settings that put both stores into a folder. */
export const storesIn = (folder: string): Record<string, string> => ({
  MUSTER_CATALOG_URL: `sqlite:${join(folder, 'catalog.db')}`,
  MUSTER_WAREHOUSE_URL: `chdb:${join(folder, 'warehouse')}`,
});

function start(args: readonly string[], env: Record<string, string>, cwd: string): ChildProcess {
  return spawn(process.execPath, [program, ...args], { cwd, env: { PATH: process.env.PATH ?? '', ...env } });
}

/** Runs one command of the built program to its end; `input` goes to its standard input. */
export async function muster(
  args: readonly string[],
  env: Record<string, string>,
  options: { readonly cwd?: string; readonly input?: Buffer | string } = {},
): Promise<Finished> {
  const child = start(args, env, options.cwd ?? process.cwd());
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(options.input ?? '');
  await once(child, 'close');
  return { code: child.exitCode, out, err };
}

/** A server started by `muster serve`, and what it printed until it answered. */
export interface Serving {
  readonly url: string;
  readonly printed: string;
  /** Asks it to stop and waits; the exit code. */
  stop(): Promise<number | null>;
}

/** Starts `muster serve` on a free port and waits for the line that says where it answers. */
export async function serve(env: Record<string, string>): Promise<Serving> {
  const child = start(['serve'], { MUSTER_PORT: '0', MUSTER_LOG_LEVEL: 'warn', ...env }, process.cwd());
  let printed = '';
  const ended = once(child, 'exit');
  const url = await new Promise<string>((found, failed) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const address = /Muster answers at (\S+)\/graphql/.exec(printed)?.[1];
      if (address !== undefined) found(address);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => failed(new Error(`the server ended with ${code}:\n${printed}`)));
  });
  return {
    url,
    printed,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
  };
}
