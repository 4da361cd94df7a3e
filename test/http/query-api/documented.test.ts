import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { limits } from '../../../src/core/limits.js';
import { engageParameters } from '../../../src/http/query-api/engage.js';
import { startWorld, type World } from './world.js';

const run = promisify(execFile);
const page = readFileSync(join(__dirname, '../../../docs/api.md'), 'utf8');
const section = /^## The HTTP query API$([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(page)?.[1] ?? '';
const commands = [...section.matchAll(/^```sh\n([\s\S]*?)^```\n\n```json\n([\s\S]*?)^```$/gm)].map(
  ([, command = '', answer = '']) => ({ command, answer: JSON.parse(answer) }),
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

/** The printed answer as an expectation: "…" stands for some text. */
const expectation = (value: unknown): unknown => {
  if (value === '…') return expect.any(String);
  if (Array.isArray(value)) return value.map(expectation);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, expectation(part)]));
};

describe('the HTTP query API as docs/api.md has it', () => {
  let world: World;
  let secret = '';

  beforeAll(async () => {
    world = await startWorld({ catalog: 'sqlite', warehouse: 'chdb' });
    const { app, project, ask } = world.server;
    const account = { name: 'reports', role: 'ANALYST' } as const;
    secret = (await app.serviceAccounts.create({ kind: 'operator' }, project.project.id, account)).secret;
    await ask('mutation ($id: ID!) { deleteCohort(id: $id) { id } }', { id: world.activeUsers });
  });

  afterAll(() => world.stop());

  it('has commands with their answers', () => {
    expect(commands).toHaveLength(3);
  });

  it.each(commands.map(({ command, answer }, index) => [index + 1, command, answer]))(
    'gives the answer printed there to command %i',
    async (_, command, answer) => {
      if (!(await canRunCurl())) return;
      const script = command.replaceAll('http://127.0.0.1:4000', world.server.url);
      expect(script).not.toBe(command);
      const { stdout } = await run('sh', ['-euc', script], {
        env: { PATH: process.env.PATH ?? '', MUSTER_SECRET: secret, DATA_GROUP_ID: world.dataGroupId },
      });
      expect(JSON.parse(stdout)).toEqual(expectation(answer));
    },
  );

  it('describes every parameter, and names those that are refused', () => {
    const described = [...section.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)].flatMap(([, names = '']) =>
      [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    const taken = Object.keys(engageParameters).filter((name) => engageParameters[name] === true);
    expect([...described, 'project_id', 'workspace_id'].sort()).toEqual(taken.sort());
    for (const name of ['behaviors', 'as_of_timestamp']) expect(engageParameters[name]).not.toBe(true);
    expect(section).toContain(`1 to ${limits.pageSize.toLocaleString('en-US')}`);
  });
});
