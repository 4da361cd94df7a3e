import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { createProgram } from '../../src/cli/program.js';
import { limits } from '../../src/core/limits.js';
import { columnTypes } from '../../src/profiles/csv/cell.js';
import { csvOperations } from '../../src/profiles/csv/options.js';
import { startTestServer, type TestServer } from '../support/server.js';

const run = promisify(execFile);
const page = readFileSync(join(__dirname, '../../docs/import-export.md'), 'utf8');
const blocks = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)].map(([, language = '', body = '']) => ({
  language,
  body,
}));
const [companies = '', people = ''] = blocks.filter(({ language }) => language === 'csv').map(({ body }) => body);
const commands = blocks.filter(({ language }) => language === 'sh').map(({ body }) => body);
const uploads = blocks.flatMap(({ language, body }, index) =>
  language === 'sh' && body.startsWith('curl') ? [{ command: body, answer: blocks[index + 1]?.body ?? '' }] : [],
);

/** left-out-reporter.cjs says so where it cannot. */
async function canRunCurl(): Promise<boolean> {
  const found = await run('curl', ['--version']).then(
    () => true,
    () => false,
  );
  if (!found && process.env.MUSTER_TEST_REQUIRE_ALL === '1') throw new Error('curl must be installed');
  return found;
}

describe('docs/import-export.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-documented-'));
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ catalog: 'sqlite', warehouse: 'chdb' });
    const event = { event: 'e', properties: { time: 1_700_000_000, distinct_id: 'ann', company_id: 'c2' } };
    for (const [name, content] of [
      ['companies.csv', companies],
      ['people.csv', people],
      [
        'companies.json',
        JSON.stringify({ page: 0, results: [{ $distinct_id: 'c3', $properties: { plan: 'trial' } }] }),
      ],
      ['events.jsonl.gz', gzipSync(JSON.stringify(event))],
    ] as const) {
      writeFileSync(join(folder, name), content);
    }
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  /** Runs one line as the shell would, in the folder of the files; what it prints and its exit code. */
  async function muster(line: string, ...more: string[]): Promise<{ code: number; out: string }> {
    const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
    let out = '';
    const printing = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      out += text;
      return true;
    });
    const noting = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const before = process.cwd();
    process.chdir(folder);
    process.exitCode = 0;
    try {
      await createProgram().parseAsync(['node', ...words, ...more]);
      return { code: Number(process.exitCode), out };
    } finally {
      process.exitCode = 0;
      process.chdir(before);
      printing.mockRestore();
      noting.mockRestore();
    }
  }
  const load = (line: string) => muster(line, '--url', server.url, '--secret', server.project.secrets.ADMIN);
  const propertiesOf = async (id: string) =>
    (await server.ask(`{ user(distinctId: "${id}") { properties } }`)).data.user.properties;

  it('shows the preview that it prints', async () => {
    const { code, out } = await muster(commands[0] ?? '');
    expect(out).toBe(blocks.find(({ language }) => language === 'text')?.body);
    expect(code).toBe(1);
  });

  it('loads its files by its commands', async () => {
    const [groups = '', users = ''] = (commands[1] ?? '').split('\n');
    expect(await load(groups)).toMatchObject({ code: 0 });
    expect(await load(users)).toMatchObject({ code: 1 });
    expect(await propertiesOf('ann')).toEqual({
      $name: 'Ann',
      company_id: 'c1',
      'Last call': 'said "yes",\nthen left',
    });
    expect(JSON.parse(readFileSync(join(folder, 'people.csv.refused.ndjson'), 'utf8'))).toEqual({
      line: 5,
      code: 'BAD_INPUT',
      field: 'Id',
      reason: 'The row has no id.',
      content: ',Cyd,c2,',
    });
    for (const line of (commands.at(-1) ?? '').trim().split('\n')) expect(await load(line)).toMatchObject({ code: 0 });
    const { data } = await server.ask(
      '{ c3: group(key: "company_id", id: "c3") { properties } groups(key: "company_id", where: { did: { event: "e" } }) { totalCount } }',
    );
    expect(data).toEqual({ c3: { properties: { plan: 'trial' } }, groups: { totalCount: 1 } });
  });

  it.each(uploads)('gets the answer to: $command', async ({ command, answer }) => {
    if (!(await canRunCurl())) return;
    const here = command.replace('http://127.0.0.1:4000', server.url);
    const env = { PATH: process.env.PATH ?? '', MUSTER_SECRET: server.project.secrets.OWNER };
    const { stdout } = await run('sh', ['-euc', here], { env, cwd: folder });
    expect(`${stdout}\n`).toBe(answer);
  });

  it('names what there is, and the bounds that hold', () => {
    expect(uploads).toHaveLength(2);
    for (const type of columnTypes) expect(page).toContain(`\n| \`${type}\``);
    for (const operation of csvOperations) expect(page).toContain(operation);
    for (const [bound, words] of [
      [limits.csvRowBytes, 'bytes. After'],
      [limits.csvColumns, 'columns'],
      [limits.csvUploadRows, 'rows and'],
      [limits.csvUploadBytes, 'bytes after inflation'],
    ] as const) {
      expect(page).toContain(`${bound.toLocaleString('en-US')} ${words}`);
    }
    expect(limits.csvUploadMs).toBe(6 * 3_600_000);
    expect(limits.csvUploadsAtOnce).toBe(4);
  });
});
