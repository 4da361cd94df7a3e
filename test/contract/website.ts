import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const executablePath = '/usr/bin/chromium';
const required = process.env.MUSTER_TEST_REQUIRE_ALL === '1';
const present = existsSync(executablePath);

/** `describe`, where there is a browser to test with. */
export const describeInBrowser = present || required ? describe : describe.skip;

/** Versions of the browser SDK under test. */
export const browserSdks = [
  { version: '2.83.0', package: 'mixpanel-browser' },
  { version: '2.82.1', package: 'mixpanel-browser-2.82' },
] as const;

/** For what is long, and the same in all of them: storage, queues and what lies beside tracking. */
export const newestBrowserSdk = browserSdks.slice(0, 1);

export type BrowserSdk = (typeof browserSdks)[number];

/** A file that the SDK's package publishes, as it is. */
const distFile = (sdk: BrowserSdk, name: string): Buffer =>
  readFileSync(join(dirname(require.resolve(`${sdk.package}/package.json`)), 'dist', name));

/** One browser for a whole suite; each test has a context of its own in it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
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
      '--host-resolver-rules=MAP localhost 127.0.0.1',
    ],
  });
}

/** A website on an origin of its own, whose pages load the SDK's published files from it. */
export interface Website {
  /** Publishes a page and answers with its address. */
  publish(html: string): string;
  /** Address of a file of the SDK's package. */
  sdkFile(sdk: BrowserSdk, name: string): string;
  stop(): Promise<void>;
}

export async function startWebsite(): Promise<Website> {
  const files = new Map<string, { readonly type: string; readonly body: string | Buffer }>();
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    if (file === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': file.type }).end(file.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://localhost:${address.port}`;
  return {
    publish(html) {
      const path = `/page-${files.size}.html`;
      files.set(path, { type: 'text/html; charset=utf-8', body: html });
      return origin + path;
    },
    sdkFile(sdk, name) {
      const path = `/${sdk.package}/${name}`;
      if (!files.has(path)) files.set(path, { type: 'text/javascript; charset=utf-8', body: distFile(sdk, name) });
      return origin + path;
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** What a page gives to `mixpanel.init`, beside the token. */
export type InitOptions = Readonly<Record<string, unknown>>;

/** A page as its author writes it: the SDK's file, and `mixpanel.init`. */
export const pageWith = (sdkFile: string, token: string, options: InitOptions): string => `<!doctype html>
<title>A shop</title>
<h1>A shop</h1>
<script src="${sdkFile}"></script>
<script>mixpanel.init(${JSON.stringify(token)}, ${JSON.stringify(options)});</script>`;

/** A browser's user agent as people have it; that of a browser without a screen names itself as one. */
const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** Somebody with a browser of their own: cookies and storage are theirs. */
export class Visitor {
  /** What must not be: answers the browser may not show the page, faults of scripts, requests to anywhere else. */
  readonly complaints: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly token: string,
  ) {
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('request', (request) => {
      if (!/^(data:|blob:|https?:\/\/(localhost|127\.0\.0\.1):)/.test(request.url()))
        this.complaints.push(request.url());
    });
    page.on('console', (message) => {
      if (/CORS policy|Uncaught/i.test(message.text())) this.complaints.push(message.text());
    });
  }

  static async open(browser: Browser, token: string): Promise<Visitor> {
    const context = await browser.newContext({ userAgent });
    return new Visitor(context, await context.newPage(), token);
  }

  /** Runs a script in the page, as if the page had it. */
  async run(script: string): Promise<void> {
    await this.page.evaluate(`void (() => { ${script} })()`);
  }

  /** The value of an expression in the page. */
  value<Value>(expression: string): Promise<Value> {
    return this.page.evaluate<Value>(expression);
  }

  /**
   * Runs a script that calls `done` when it is: SDK calls do so when they are queued, or answered where nothing is
   * queued. Rejects if `done` is not called within half a minute.
   */
  async done(script: string): Promise<unknown> {
    const problem = JSON.stringify(`never done: ${script}`);
    return this.page.evaluate(`new Promise((done, failed) => {
      setTimeout(() => failed(new Error(${problem})), 30_000);
      ${script}
    })`);
  }

  /** How many records the SDK keeps for sending, of one queue: events, people's or groups' profiles. */
  queued(queue: 'ev' | 'pp' | 'gr'): Promise<number> {
    return this.value(`JSON.parse(localStorage.getItem('__mpq_${this.token}_${queue}') || '[]').length`);
  }

  /** Waits until the SDK keeps nothing any more. */
  async nothingQueued(): Promise<void> {
    const queues = ['ev', 'pp', 'gr'].map((queue) => `__mpq_${this.token}_${queue}`);
    await this.page.waitForFunction(
      `${JSON.stringify(queues)}.every((name) => JSON.parse(localStorage.getItem(name) || '[]').length === 0)`,
    );
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
