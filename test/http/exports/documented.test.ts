import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createProgram } from '../../../src/cli/program.js';
import { limits } from '../../../src/core/limits.js';
import { startTestServer, type TestServer } from '../../support/server.js';

const run = promisify(execFile);
const page = readFileSync(join(__dirname, '../../../docs/export.md'), 'utf8');

interface Block {
  readonly language: string;
  readonly body: string;
}

const blocks: Block[] = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)].map(([, language = '', body = '']) => ({
  language,
  body,
}));

/** Each command that asks, with the answer printed below it. */
const examples = blocks.flatMap(({ language, body }, index) => {
  const answer = blocks[index + 1];
  return language === 'sh' && answer !== undefined && answer.language !== 'sh' ? [{ command: body, answer }] : [];
});
const ofMuster = blocks.filter(({ language, body }) => language === 'sh' && body.startsWith('muster '));

/** left-out-reporter.cjs says so where it cannot. */
async function canRunCurl(): Promise<boolean> {
  const found = await run('curl', ['--version']).then(
    () => true,
    () => false,
  );
  if (!found && process.env.MUSTER_TEST_REQUIRE_ALL === '1') throw new Error('curl must be installed');
  return found;
}

describe('docs/export.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-documented-'));
  let server: TestServer;
  let other: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ catalog: 'sqlite', warehouse: 'chdb' });
    other = await startTestServer({ catalog: 'sqlite', warehouse: 'chdb' });
    await server.ask('mutation { addGroupKey(key: "company_id", displayName: "Company") { key } }');
    const { id } = server.project.project;
    const account = { name: 'reports', role: 'ANALYST' } as const;
    const { secret } = await server.app.serviceAccounts.create({ kind: 'operator' }, id, account);
    environment = { MUSTER_TOKEN: server.project.token, MUSTER_SECRET: secret };
  });
  afterAll(async () => {
    await server.stop();
    await other.stop();
    rmSync(folder, { recursive: true });
  });

  let environment: Record<string, string> = {};

  async function shell(script: string): Promise<string> {
    expect(script).toContain('http://127.0.0.1:4000');
    const here = script.replaceAll('http://127.0.0.1:4000', server.url);
    const { stdout } = await run('sh', ['-euc', here], { env: { PATH: process.env.PATH ?? '', ...environment } });
    return stdout;
  }

  /** Runs one line as the shell would, its variables filled in. */
  async function muster(line: string, variables: Readonly<Record<string, string>>): Promise<void> {
    const words = [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
      ([, single, double, bare]) =>
        single ?? (double ?? bare ?? '').replace(/\$([A-Z_]+)/g, (_, name: string) => variables[name] ?? ''),
    );
    const quiet = [process.stdout, process.stderr].map((stream) => jest.spyOn(stream, 'write').mockReturnValue(true));
    const before = process.cwd();
    process.chdir(folder);
    try {
      await createProgram().parseAsync(['node', ...words]);
      expect(process.exitCode ?? 0).toBe(0);
    } finally {
      process.chdir(before);
      for (const spy of quiet) spy.mockRestore();
    }
  }

  it('loads what its examples are about', async () => {
    if (!(await canRunCurl())) return;
    const [loading] = blocks;
    expect(await shell(loading?.body ?? '')).toBe('111');
  });

  it.each(examples)('prints the answer to: $command', async ({ command, answer }) => {
    if (!(await canRunCurl())) return;
    expect((await shell(command)).replaceAll('\r\n', '\n')).toBe(answer.body);
  });

  it('has an example of every kind', () => {
    expect(examples.map(({ answer }) => answer.language)).toEqual(['json', 'csv', 'csv', 'json']);
  });

  it('writes files by its commands, and moves by them from one server to another', async () => {
    const variables = {
      MUSTER_SECRET: `${environment.MUSTER_SECRET} --url ${server.url}`,
      FROM: server.url,
      FROM_SECRET: server.project.secrets.ANALYST,
      TO: other.url,
      TO_SECRET: other.project.secrets.OWNER,
    };
    const lines = ofMuster.flatMap(({ body }) => body.split('\n').filter((line) => line !== ''));
    expect(lines).toHaveLength(9);
    for (const line of lines) {
      const withServer = line.includes('--url') ? line : `${line} --url ${server.url}`;
      await muster(withServer, { ...variables, MUSTER_SECRET: environment.MUSTER_SECRET ?? '' });
    }
    expect(readdirSync(folder).sort()).toEqual(['companies.ndjson', 'events.ndjson.gz', 'users.csv', 'users.ndjson']);
    expect(readFileSync(join(folder, 'users.csv'), 'utf8')).toBe(
      '$distinct_id,$email,admin\r\nann,ann@example.com,true\r\nbob,,\r\n',
    );
    const enterprise =
      '{ userCohort(where: { someGroup: { key: "company_id", where: { property: { name: "plan", is: { text: { isOneOf: ["enterprise"] } } } } } }) { users { nodes { distinctId } } } }';
    const answers = await Promise.all([server, other].map((each) => each.ask(enterprise)));
    expect(answers.map(({ data }) => data.userCohort.users.nodes)).toEqual([
      [{ distinctId: 'ann' }],
      [{ distinctId: 'ann' }],
    ]);
  });

  it('names the bounds that hold', () => {
    expect(page).toContain(`at most ${limits.profileProperties.toLocaleString('en-US')} names`);
    expect(page).toContain(`a JSON list of at most ${limits.filterValues.toLocaleString('en-US')} names`);
  });
});
