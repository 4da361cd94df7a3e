import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { sdkBundlePath } from '../../../src/http/sdk/bundle.js';
import { until } from './until.js';

const executablePath = '/usr/bin/chromium';
const required = process.env.MUSTER_TEST_REQUIRE_ALL === '1';

/** `describe` where there is a browser; left-out-reporter.cjs says so where there is none. */
export const inBrowser = existsSync(executablePath) || required ? describe : describe.skip;

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
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

/** A site of another origin than Muster’s. */
export interface Site {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Where the page has its client from, and the options of `createClient`, come with its address. */
const app = `<!doctype html><meta charset="utf-8"><title>App</title>
<script type="module">
  const { from = '/muster.js', ...options } = JSON.parse(decodeURIComponent(location.search.slice(1)));
  const { createClient } = await import(from);
  window.refused = [];
  window.failures = [];
  window.client = createClient({
    ...options,
    onRefused: (refusal) => refused.push(refusal),
    onError: (error) => failures.push(error),
  });
</script>`;

/** Serves the built client and two pages: \`/app\`, which makes a client, and \`/elsewhere\`, which does nothing. */
export async function startSite(): Promise<Site> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    const type = path === '/muster.js' ? 'text/javascript' : 'text/html';
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' });
    response.end(
      path === '/muster.js' ? readFileSync(sdkBundlePath()) : path === '/app' ? app : '<title>Elsewhere</title>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A page with a client in it, as `client`. */
export interface App {
  readonly page: Page;
  /** Runs statements in the page. */
  run(statements: string): Promise<void>;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the expression gives, which each test knows
  get(expression: string): Promise<any>;
  /** Sends until nothing waits. */
  deliver(): Promise<void>;
  reload(): Promise<void>;
}

/** Opens the app in a new tab of a context, whose tabs share what the browser keeps. */
export async function openApp(context: BrowserContext, site: Site, options: Record<string, unknown>): Promise<App> {
  const page = await context.newPage();
  const ready = () => page.waitForFunction('window.client !== undefined');
  await page.goto(`${site.origin}/app?${encodeURIComponent(JSON.stringify(options))}`);
  await ready();
  return {
    page,
    run: (statements) => page.evaluate(`{ ${statements} }; undefined`),
    get: (expression) => page.evaluate(expression),
    // Not `waitForFunction`, which takes the first promise for an answer, whatever it comes to.
    deliver: () =>
      until('all is delivered', () => page.evaluate('client.flush().then(({ pending }) => pending === 0)')),
    async reload() {
      await page.reload();
      await ready();
    },
  };
}
