import { existsSync } from 'node:fs';
import path from 'node:path';
import { parse, validate } from 'graphql';
import { type Browser, chromium, type Page } from 'playwright-core';
import { musterSchema } from '../../src/graphql/schema.js';
import { bundleGraphiql } from '../../src/http/graphiql/bundle.js';
import { packageDirectory } from '../../src/http/graphiql/bundle-directory.js';
import { type Fake, secret, startFake } from './fake-app.js';

const executablePath = '/usr/bin/chromium';
const required = process.env.MUSTER_TEST_REQUIRE_ALL === '1';
const present = existsSync(executablePath);
if (!present && !required)
  process.stdout.write(`Left out: GraphiQL in a browser, as ${executablePath} is not there.\n`);

let fake: Fake;
beforeAll(async () => {
  await bundleGraphiql();
  fake = await startFake();
});
afterAll(() => fake.stop());

describe('the GraphiQL page', () => {
  test('may load from its own server only', async () => {
    const response = await fetch(`${fake.origin}/graphiql`);
    expect(response.status).toBe(200);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*|script-src[^;]*unsafe/);
    expect(await response.text()).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  test('brings all files that it names, compressed for those who take it', async () => {
    const page = await (await fetch(`${fake.origin}/graphiql`)).text();
    const files = [...page.matchAll(/(?:src|href)="(graphiql\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(files).toHaveLength(3);
    for (const file of files) {
      const response = await fetch(`${fake.origin}/${file}`, { headers: { 'accept-encoding': 'gzip' } });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-encoding')).toBe('gzip');
      await response.arrayBuffer();
    }
  });

  test.each(['..%2f..%2fpackage.json', '%2e%2e/%2e%2e/package.json', '../stamp', '.', 'nothing.js'])(
    'gives no file for %s',
    async (name) => {
      const response = await fetch(`${fake.origin}/graphiql/assets/${name}`);
      expect([400, 403, 404]).toContain(response.status);
      expect(await response.json()).toHaveProperty('errors');
    },
  );

  test('is bundled once and then found up to date', async () => {
    expect(await bundleGraphiql()).toBe('up to date');
  });

  test('shows examples that the schema understands', async () => {
    const file = path.join(packageDirectory(), 'src/http/graphiql/client/examples.js');
    const { examples }: { examples: Array<{ query: string; variables?: string }> } = await import(file);
    const schema = musterSchema();
    expect(examples.length).toBeGreaterThan(3);
    for (const { query, variables } of examples) {
      expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
      if (variables !== undefined) expect(JSON.parse(variables)).toBeInstanceOf(Object);
    }
  });
});

const inBrowser = present || required ? describe : describe.skip;

inBrowser('the GraphiQL page in a browser', () => {
  let browser: Browser;
  let page: Page;
  const requests: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--headless',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    page = await browser.newPage({ viewport: { width: 1400, height: 860 } });
    page.setDefaultTimeout(15_000);
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/i.test(message.text())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${fake.origin}/graphiql`);
  });
  afterAll(() => browser.close());

  const state = () => page.locator('.bar-state');

  test('opens with examples and asks nothing before it has credentials', async () => {
    await page.locator('.graphiql-tab').first().waitFor();
    await page.locator('.graphiql-tabs').getByText('RegisterGroupKey').waitFor();
    await page.locator('.graphiql-tabs').getByText('EnterpriseUsers').waitFor();
    expect(requests.filter((url) => url.endsWith('/graphql'))).toEqual([]);
  });

  test('says when the server refuses the secret, and when it takes it', async () => {
    await page.getByLabel('Credentials').fill('wrong');
    await page.getByRole('button', { name: 'Use', exact: true }).click();
    await state().getByText('Refused').waitFor();
    await page.getByLabel('Credentials').fill(secret);
    await page.getByRole('button', { name: 'Use', exact: true }).click();
    await state().getByText('Accepted').waitFor();
  });

  test('answers a query that is typed in', async () => {
    await page.getByRole('button', { name: 'New tab' }).click();
    await page.locator('.graphiql-query-editor .monaco-editor').first().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('query Mine { hello');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Enter');
    await page.locator('.graphiql-response').getByText('you of Acme').waitFor();
  });

  test('shows what a subscription is told', async () => {
    await page.getByRole('button', { name: 'New tab' }).click();
    await page.locator('.graphiql-query-editor .monaco-editor').first().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('subscription Counted { counted');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Enter');
    await page.locator('.graphiql-response').getByText('"counted": 3').waitFor();
  });

  test('shows the documentation of the schema', async () => {
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    const docs = page.locator('.graphiql-doc-explorer');
    await docs.getByText('Query', { exact: true }).first().click();
    await docs.getByText('Says hello to the project.').waitFor();
  });

  test('keeps the secret in the tab’s session and nowhere else', async () => {
    const kept = await page.evaluate<string>('JSON.stringify(localStorage) + document.cookie');
    expect(kept).not.toContain(secret);
    expect(page.url()).not.toContain(secret);
    await page.reload();
    await state().getByText('Accepted').waitFor();
    await page.getByRole('button', { name: 'Forget', exact: true }).click();
    expect(await page.evaluate<string>('JSON.stringify(sessionStorage)')).not.toContain(secret);
  });

  test('has asked its own server only, against no rule of its policy', () => {
    expect(requests.length).toBeGreaterThan(5);
    expect(requests.filter((url) => !url.startsWith(`${fake.origin}/`) && !url.startsWith('data:'))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('would have complained of another server', async () => {
    const outcome = await page.evaluate<string>(
      "fetch('http://elsewhere.invalid/').then(() => 'sent', () => 'blocked')",
    );
    expect(outcome).toBe('blocked');
    expect(complaints.join()).toMatch(/Content Security Policy/i);
  });
});
