import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import http from 'node:http';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { z } from 'zod';
import { table } from '../src/cli/table.js';
import { readCsvOptions } from '../src/profiles/csv/options.js';
import { openCsv } from '../src/profiles/csv/read-profiles.js';
import { ask, startServer } from './server-process.js';

interface Options {
  readonly rows: string;
  readonly file?: string;
}

/** What one run gave. */
interface Measured {
  readonly way: string;
  readonly rows: number;
  readonly seconds: number;
  /** The most resident memory of the process that read the file, bytes; null where it is this one. */
  readonly reader: number | null;
  readonly server: number | null;
}

const main = fileURLToPath(new URL('../src/cli/main.cjs', import.meta.url));
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const pollMs = 20;

async function run(options: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  try {
    const file = options.file ?? (await writeRows(join(folder, 'users.csv'), Number(options.rows)));
    console.log(`${cpus()[0]?.model ?? 'unknown CPU'}, ${availableParallelism()} cores shared by client and server`);
    console.log(`${whole.format(statSync(file).size / 1_048_576)} MB\n`);
    const read = await readOnly(file);
    print([read, await byCommandLine(file, folder), await byUpload(file, folder, read.rows)]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Rows as companies keep them: texts, numbers, dates, lists, empty cells, and now and then a line break. */
async function writeRows(path: string, rows: number): Promise<string> {
  function* pieces() {
    yield 'distinct_id,$name,$email,company_id,seats,since,active,tags,note\n';
    for (let n = 0; n < rows; n++) {
      const note = n % 10 === 0 ? `"said ""yes"",\nthen ""no"""` : n % 3 === 0 ? '' : `note ${n}`;
      const tags = n % 4 === 0 ? '"[""a"",""b""]"' : '';
      const day = String((n % 28) + 1).padStart(2, '0');
      yield `user-${n},Person ${n},person-${n}@example.com,company-${n % 10_000},${n % 500},2026-01-${day},${n % 2 === 0},${tags},${note}\n`;
    }
  }
  await pipeline(Readable.from(pieces()), createWriteStream(path));
  return path;
}

async function readOnly(file: string): Promise<Measured> {
  const begun = performance.now();
  const options = readCsvOptions('user', new Map(), (name) => name);
  const { entries } = await openCsv(createReadStream(file, { highWaterMark: 262_144 }), options, ['company_id']);
  let rows = 0;
  for await (const some of entries) rows += some.length;
  return { way: 'read only', rows, seconds: (performance.now() - begun) / 1_000, reader: null, server: null };
}

const mostMemory = (pid: number | undefined): number => {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1_024;
  } catch {
    return 0;
  }
};

async function onNewServer(
  folder: string,
  work: (server: { readonly url: string; readonly secret: string }) => Promise<Omit<Measured, 'server'>>,
): Promise<Measured> {
  const data = mkdtempSync(join(folder, 'server-'));
  const server = await startServer(data);
  try {
    const { url, secret } = server;
    if (secret === null) throw new Error('the first start shows credentials');
    await ask(url, secret, 'mutation { addGroupKey(key: "company_id", displayName: "Company") { key } }');
    const measured = await work({ url, secret });
    return { ...measured, server: server.memory().most };
  } finally {
    await server.stop();
    rmSync(data, { recursive: true });
  }
}

const byCommandLine = (file: string, folder: string): Promise<Measured> =>
  onNewServer(folder, async ({ url, secret }) => {
    const begun = performance.now();
    const args = [main, 'import', 'users-csv', file, '--url', url, '--refused', join(folder, 'refused.ndjson')];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, MUSTER_SECRET: secret },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let reader = 0;
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    const timer = setInterval(() => {
      reader = Math.max(reader, mostMemory(child.pid));
    }, pollMs);
    await once(child, 'close');
    clearInterval(timer);
    const rows = Number(/accepted +([\d,]+)/.exec(out)?.[1]?.replaceAll(',', '') ?? 0);
    if (child.exitCode !== 0) throw new Error(`the import ended with ${child.exitCode}:\n${out}`);
    return { way: 'muster import users-csv', rows, seconds: (performance.now() - begun) / 1_000, reader };
  });

const uploadAnswer = z.object({ applied: z.number(), refused: z.number() });

const byUpload = (file: string, folder: string, expected: number): Promise<Measured> =>
  onNewServer(folder, async ({ url, secret }) => {
    const begun = performance.now();
    const request = http.request(`${url}/api/import/users-csv`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'text/csv' },
    });
    const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
      request.once('response', resolve).once('error', reject);
    });
    await pipeline(createReadStream(file), request);
    let text = '';
    for await (const chunk of await answered) text += chunk;
    const { applied } = uploadAnswer.parse(JSON.parse(text));
    if (applied !== expected) throw new Error(`${expected} rows were sent and ${applied} applied`);
    return {
      way: 'POST /api/import/users-csv',
      rows: applied,
      seconds: (performance.now() - begun) / 1_000,
      reader: null,
    };
  });

function print(runs: readonly Measured[]): void {
  const rate = ({ rows, seconds }: Measured) => rows / seconds;
  const base = runs[0] === undefined ? 1 : rate(runs[0]);
  const megabytes = (bytes: number | null) => (bytes === null ? '' : whole.format(bytes / 1_048_576));
  const rows = runs.map((run) => [
    run.way,
    whole.format(run.rows),
    whole.format(rate(run)),
    `${(rate(run) / base).toFixed(3)}x`,
    megabytes(run.reader),
    megabytes(run.server),
  ]);
  const headers = ['way', 'rows', 'rows/s', 'of reading', 'client most MB', 'server most MB'];
  console.log(table(headers, rows, ['left', 'right', 'right', 'right', 'right', 'right']));
}

await new Command('csv')
  .description('CSV of users: rows a second and the most resident memory, read only, by the command line, and uploaded')
  .option('--rows <n>', 'rows of the generated file', '1000000')
  .option('--file <path>', 'a file to load instead; its ids in a column named distinct_id')
  .action(run)
  .parseAsync();
