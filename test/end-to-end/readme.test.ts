import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Serving, serve, storesIn } from '../cli/muster.js';

const run = promisify(execFile);
const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const section = /^## Your first question.*\n([\s\S]*?)^## /m.exec(readme)?.[1] ?? '';
const blocks = (language: string): string[] =>
  [...section.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, body]) => body ?? '');

/** left-out-reporter.cjs says so where it cannot. */
async function canRunCurl(): Promise<boolean> {
  const found = await run('curl', ['--version']).then(
    () => true,
    () => false,
  );
  if (!found && process.env.MUSTER_TEST_REQUIRE_ALL === '1') throw new Error('curl must be installed');
  return found;
}

describe('“Your first question” of the README', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-readme-'));
  let server: Serving;
  beforeAll(async () => {
    server = await serve(storesIn(folder));
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('starts the server as package.json says, and names the credentials as the first start does', () => {
    const [start, credentials] = blocks('sh');
    expect(start).toBe('npm start\n');
    expect(credentials).toMatch(/^export MUSTER_SECRET=….*\nexport MUSTER_TOKEN=….*\n$/);
    expect(server.printed).toMatch(/ secret .*: +muster_\S+\n +project token .*: +[0-9a-f]{32}\n/);
  });

  it('gives the answer printed there to the commands printed there', async () => {
    if (!(await canRunCurl())) return;
    const [, , ...commands] = blocks('sh');
    const script = commands.join('\n');
    expect(script).toContain('http://127.0.0.1:4000/graphql');
    const { stdout } = await run('sh', ['-euc', script.replaceAll('http://127.0.0.1:4000', server.url)], {
      env: {
        PATH: process.env.PATH ?? '',
        MUSTER_SECRET: /\bmuster_[\w-]+/.exec(server.printed)?.[0] ?? '',
        MUSTER_TOKEN: /\b[0-9a-f]{32}\b/.exec(server.printed)?.[0] ?? '',
      },
    });
    const answers = stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line): { data?: unknown; errors?: unknown } => JSON.parse(line));
    expect(answers).toHaveLength(script.match(/^ask "/gm)?.length ?? 0);
    expect(answers.map(({ errors }) => errors)).toEqual(answers.map(() => undefined));
    const [printed] = blocks('json');
    expect(answers.at(-1)).toEqual(JSON.parse(printed ?? 'null'));
  });
});
