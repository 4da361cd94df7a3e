import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { BuildOptions } from 'esbuild';
import { bundleDirectory, packageDirectory } from './bundle-directory.js';

/** Packages whose versions the bundle depends on. */
const bundled = [
  'esbuild',
  'graphiql',
  'graphql',
  'graphql-ws',
  'monaco-editor',
  'monaco-graphql',
  'react',
  'react-dom',
];
const stampName = 'stamp';

export type BundleOutcome = 'built' | 'up to date' | 'kept as it is';

/** Where a package says its version, whether or not it exports that file; undefined when it is not installed. */
function manifestOf(name: string): string | undefined {
  const roots = createRequire(path.join(packageDirectory(), 'package.json')).resolve.paths(name) ?? [];
  return roots.map((root) => path.join(root, name, 'package.json')).find((file) => existsSync(file));
}

/** A digest of everything the bundle is made of; undefined where it cannot be made, as in a production install. */
async function stampOf(client: string): Promise<string | undefined> {
  if (!existsSync(client)) return undefined;
  const hash = createHash('sha256');
  for (const name of bundled) {
    const manifest = manifestOf(name);
    if (manifest === undefined) return undefined;
    hash.update(await readFile(manifest));
  }
  for (const name of (await readdir(client)).sort()) hash.update(name).update(await readFile(path.join(client, name)));
  return hash.digest('hex');
}

async function stampInPlace(target: string): Promise<string | undefined> {
  return readFile(path.join(target, stampName), 'utf8').catch(() => undefined);
}

/** The page and the three workers of its editor. */
const buildOptions = (client: string, outdir: string): BuildOptions => ({
  absWorkingDir: packageDirectory(),
  entryPoints: {
    graphiql: path.join(client, 'main.jsx'),
    'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
    'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
    'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
  },
  outdir,
  bundle: true,
  minify: true,
  format: 'iife',
  platform: 'browser',
  target: ['es2022'],
  jsx: 'automatic',
  loader: { '.ttf': 'dataurl' },
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'linked',
  logLevel: 'error',
});

/** Beside each file that shrinks, the same one compressed, for browsers that take it. */
async function compress(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!/\.(js|css|html|svg)$/.test(name)) continue;
    const packed = await promisify(gzip)(await readFile(path.join(directory, name)), { level: 9 });
    await writeFile(path.join(directory, `${name}.gz`), packed);
  }
}

/**
 * Makes dist/graphiql: the GraphiQL page with everything it needs, so that it asks no other host. Nothing is done
 * when it is up to date, or where the tools are not installed (a production install brings the finished bundle).
 */
export async function bundleGraphiql(): Promise<BundleOutcome> {
  const client = path.join(packageDirectory(), 'src', 'http', 'graphiql', 'client');
  const target = bundleDirectory();
  const stamp = await stampOf(client);
  if (stamp === undefined) return 'kept as it is';
  if (stamp === (await stampInPlace(target))) return 'up to date';
  // Built beside and moved into place: a server that is running, or a second build, never sees half a bundle.
  const fresh = `${target}.${process.pid}`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  const { build } = await import('esbuild');
  await build(buildOptions(client, fresh));
  for (const name of ['index.html', 'icon.svg']) await cp(path.join(client, name), path.join(fresh, name));
  await compress(fresh);
  await writeFile(path.join(fresh, stampName), stamp);
  await rm(target, { recursive: true, force: true });
  await rename(fresh, target);
  return 'built';
}

if (process.argv[1] === import.meta.filename) {
  bundleGraphiql().then(
    (outcome) => process.stdout.write(`GraphiQL page: ${outcome}\n`),
    (error: unknown) => {
      process.stderr.write(
        `The GraphiQL page could not be bundled: ${error instanceof Error ? error.message : 'unknown'}\n`,
      );
      process.exitCode = 1;
    },
  );
}
