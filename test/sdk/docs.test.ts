import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { bundleSdk, sdkBundlePath } from '../../src/http/sdk/bundle.js';
import { createClient } from '../../src/sdk/index.js';
import { memoryStore } from '../../src/sdk/store.js';
import { inBrowser, launchBrowser } from './support/browser.js';
import { type Stand, startStand } from './support/stand.js';
import { until } from './support/until.js';

const root = resolve(__dirname, '../..');
const text = readFileSync(join(root, 'docs/client.md'), 'utf8');
const run = promisify(execFile);

interface Block {
  readonly heading: string;
  readonly language: string;
  readonly body: string;
}

function blocksOf(markdown: string): Block[] {
  let heading = '';
  return [...markdown.matchAll(/^## (.+)$|^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, title, language, body]) => {
    if (title !== undefined) heading = title;
    return language === undefined || body === undefined ? [] : [{ heading, language, body }];
  });
}

const blocks = blocksOf(text);
const ofLanguage = (language: string): Block[] => blocks.filter((block) => block.language === language);

/** A snippet with the address and token of a server in place of those printed. */
const real = (stand: Stand, snippet: string): string =>
  snippet.replaceAll('https://analytics.example.com', stand.url).replaceAll('PROJECT_TOKEN', stand.token);

describe('docs/client.md', () => {
  let stand: Stand;
  let folder: string;
  beforeAll(async () => {
    await bundleSdk();
    folder = mkdtempSync(join(tmpdir(), 'muster-docs-'));
    // The package as npm would install it, as far as the client is concerned.
    const installed = join(folder, 'node_modules/muster');
    mkdirSync(join(installed, 'dist'), { recursive: true });
    writeFileSync(join(installed, 'package.json'), readFileSync(join(root, 'package.json')));
    cpSync(dirname(sdkBundlePath()), join(installed, 'dist/sdk'), { recursive: true });
    const declared = ['-p', join(root, 'src/sdk/tsconfig.json'), '--outDir', join(installed, 'dist/sdk')];
    await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...declared], { timeout: 110_000 });
    stand = await startStand();
  });
  afterAll(async () => {
    await stand.stop();
    rmSync(folder, { recursive: true });
  });

  it('has snippets of every kind', () => {
    const languages = ['html', 'js', 'graphql', 'json', 'ts'];
    expect(languages.map((language) => ofLanguage(language).length)).toEqual([1, 4, 2, 2, 1]);
    expect(blocks).toHaveLength(10);
  });

  it('has programs that run, each after the one before, and questions with the answers printed there', async () => {
    let programs = 0;
    /** Snippets that use the client of earlier ones are the same person’s, so their client is on the same store. */
    const prelude = `
      import { folderStore } from ${JSON.stringify(join(__dirname, 'support/folder-store.mjs'))};
      import { createClient } from 'muster/sdk';
      const muster = createClient({
        url: 'https://analytics.example.com', token: 'PROJECT_TOKEN', store: folderStore('walk'),
      });`;
    for (const [i, { language, body }] of blocks.entries()) {
      if (language === 'js') {
        const whole = body.includes('createClient(') ? body : `${prelude}\n${body}\nawait muster.close();`;
        const file = join(folder, `program-${programs++}.mjs`);
        writeFileSync(file, real(stand, whole));
        const { stderr } = await run(process.execPath, [file], { cwd: folder, timeout: 60_000 });
        expect(stderr).toBe('');
      }
      if (language === 'graphql') {
        expect(await stand.ask(body)).toEqual(JSON.parse(blocks[i + 1]?.body ?? ''));
      }
    }
    expect(await stand.did('report_sent')).toEqual({ existing_user: 1 });
    expect(await stand.did('job_ran')).toEqual({ night_job: 1 });
  });

  it('has typed calls that compile, and those that it says do not', async () => {
    writeFileSync(join(folder, 'typed.ts'), ofLanguage('ts')[0]?.body ?? '');
    const compilerOptions = { target: 'ES2022', lib: ['ES2022', 'DOM'], types: [], strict: true, noEmit: true };
    const modules = { module: 'ESNext', moduleResolution: 'Bundler' };
    const project = { compilerOptions: { ...compilerOptions, ...modules }, files: ['typed.ts'] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project));
    const tsc = [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder];
    const outcome = run(process.execPath, tsc, { timeout: 110_000 }).then(
      ({ stdout }) => stdout,
      (error: { stdout?: string }) => error.stdout,
    );
    expect(await outcome).toBe('');
  });

  it('describes every method, every operation and every option', () => {
    const client = createClient({ url: stand.url, token: stand.token, store: memoryStore() });
    const rows = [...text.matchAll(/^\| (`.+?) \|/gm)].map(([, first]) => first ?? '').join('\n');
    const described = (name: string): boolean => new RegExp(`\`${name}[(\`]`).test(rows);
    expect(Object.keys(client).filter((method) => !described(method))).toEqual([]);
    const operations = Object.keys(client.people).filter((operation) => operation !== 'increment');
    expect(operations.filter((operation) => !described(operation))).toEqual([]);
    const types = readFileSync(join(root, 'src/sdk/types.ts'), 'utf8');
    const options = /interface ClientOptions \{([\s\S]*?)^\}/m.exec(types)?.[1] ?? '';
    const names = [...options.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, name]) => name ?? '');
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !described(name))).toEqual([]);
  });

  it('gives the defaults that the types give', () => {
    const types = readFileSync(join(root, 'src/sdk/types.ts'), 'utf8');
    const inTypes = [...types.matchAll(/Default: ([\d,]+)[^*]*\*\/\n {2}readonly (\w+)/g)].map(
      ([, value, name]) => `${name} ${value}`,
    );
    const inDocs = [...text.matchAll(/^\| `(\w+)` \| ([\d,]+) \|/gm)].map(([, name, value]) => `${name} ${value}`);
    expect(inDocs).toHaveLength(7);
    expect(inTypes.map((line) => line.replace(/,$/, ''))).toEqual(inDocs);
  });
});

inBrowser('the page of docs/client.md', () => {
  let stand: Stand;
  let browser: Browser;
  beforeAll(async () => {
    await bundleSdk();
    [stand, browser] = await Promise.all([startStand(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await stand.stop();
  });

  it('works as it stands', async () => {
    const page = `<!doctype html>${real(stand, ofLanguage('html')[0]?.body ?? '')}`;
    const site = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
    });
    await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening));
    const address = site.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const tab = await browser.newPage();
    const faults: string[] = [];
    tab.on('pageerror', (error) => faults.push(error.message));
    await tab.goto(`http://127.0.0.1:${address.port}/pricing`);
    await tab.waitForFunction('Object.keys(localStorage).length === 2');
    await tab.goto('about:blank');
    const viewed = `{ users(where: { did: { event: "page_view", where: {
      property: { name: "page", is: { text: { isOneOf: ["/pricing"] } } }
    } } }) { totalCount } }`;
    await until('the page view is there', async () => (await stand.ask(viewed)).users.totalCount === 1);
    expect(faults).toEqual([]);
    site.close();
  });
});
