import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { bundleSdk, sdkBundlePath } from '../../src/http/sdk/bundle.js';
import { type Fake, startFake } from '../http/fake-app.js';

/** Bytes of the client for pages, compressed as a web server does. */
const mostBytes = 6_000;

describe('the built client', () => {
  let text: string;
  beforeAll(async () => {
    expect(await bundleSdk()).toBe('built');
    text = readFileSync(sdkBundlePath(), 'utf8');
  });

  it('is smaller than 6 kB compressed', () => {
    const bytes = gzipSync(text, { level: 9 }).length;
    process.stdout.write(`muster/sdk: ${text.length} bytes, ${bytes} compressed\n`);
    expect(bytes).toBeLessThan(mostBytes);
  });

  it('is one module that needs no other, and nothing of Node', () => {
    expect(/\b(import|require|process|Buffer)\b/.exec(text)).toBeNull();
    expect(text.slice(text.lastIndexOf('export'))).toMatch(/^export\{[\w$]+ as createClient\};\s*$/);
  });

  it('is what the package gives for muster/sdk, and the package gives nothing else of its inside', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'muster-package-'));
    try {
      mkdirSync(join(folder, 'node_modules'));
      symlinkSync(resolve(__dirname, '../..'), join(folder, 'node_modules', 'muster'));
      writeFileSync(
        join(folder, 'uses.mjs'),
        `import { createClient } from 'muster/sdk';
         const inside = await import('muster/dist/src/app.js').catch(({ code }) => code);
         console.log(typeof createClient, import.meta.resolve('muster/sdk').endsWith('/dist/sdk/muster.js'), inside);`,
      );
      const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'uses.mjs')]);
      expect(stdout).toBe('function true ERR_PACKAGE_PATH_NOT_EXPORTED\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('/sdk/muster.js', () => {
  let fake: Fake;
  let built: Buffer;
  beforeAll(async () => {
    await bundleSdk();
    built = readFileSync(sdkBundlePath());
    fake = await startFake();
  });
  afterAll(() => fake.stop());
  const get = (headers: Record<string, string> = {}, method = 'GET') =>
    fake.server.inject({ method: method as 'GET', url: '/sdk/muster.js', headers });

  it('gives pages of every origin the client, without credentials', async () => {
    const { statusCode, headers, rawPayload } = await get();
    expect(statusCode).toBe(200);
    expect(rawPayload.equals(built)).toBe(true);
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=3600',
      vary: 'accept-encoding',
    });
    expect(headers['content-encoding']).toBeUndefined();
  });

  it('is compressed for those who take it', async () => {
    const { headers, rawPayload } = await get({ 'accept-encoding': 'br, gzip' });
    expect(headers['content-encoding']).toBe('gzip');
    expect(rawPayload.length).toBeLessThan(mostBytes);
    expect(gunzipSync(rawPayload).equals(built)).toBe(true);
  });

  it('is not sent again to those who have it', async () => {
    const { etag, ...rest } = (await get()).headers;
    const again = await get({ 'if-none-match': String(etag) });
    expect(again.statusCode).toBe(304);
    expect(again.rawPayload).toHaveLength(0);
    expect(again.headers['access-control-allow-origin']).toBe(rest['access-control-allow-origin']);
    const packed = await get({ 'if-none-match': String(etag), 'accept-encoding': 'gzip' });
    expect(packed.statusCode).toBe(200);
  });

  it('can be asked for its headers alone', async () => {
    const { statusCode, rawPayload, headers } = await get({}, 'HEAD');
    expect([statusCode, rawPayload.length, headers['content-length']]).toEqual([200, 0, String(built.length)]);
  });
});
