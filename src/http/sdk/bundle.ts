import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packageDirectory } from '../graphiql/bundle-directory.js';

/** The client as one minified ES module, for pages and for Node: part of the published package, and served to pages. */
export const sdkBundlePath = (): string => path.join(packageDirectory(), 'dist', 'sdk', 'muster.js');

/**
 * Makes the bundle. Nothing is done where the sources or the tools are not installed: a production install brings the
 * finished bundle.
 */
export async function bundleSdk(): Promise<'built' | 'kept as it is'> {
  const entry = path.join(packageDirectory(), 'src', 'sdk', 'index.ts');
  const esbuild = await import('esbuild').catch(() => undefined);
  if (esbuild === undefined || !existsSync(entry)) return 'kept as it is';
  const manifest: { version: string; license: string } = JSON.parse(
    await readFile(path.join(packageDirectory(), 'package.json'), 'utf8'),
  );
  const { outputFiles } = await esbuild.build({
    absWorkingDir: packageDirectory(),
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    target: ['es2022'],
    // The sources' own settings are those of a check, not of a build.
    tsconfigRaw: {},
    banner: { js: `/* Muster ${manifest.version}, ${manifest.license} */` },
    write: false,
    logLevel: 'error',
  });
  const target = sdkBundlePath();
  await mkdir(path.dirname(target), { recursive: true });
  await writeWhole(target, outputFiles[0]?.contents ?? '');
  // Beside it, so that the folder can be copied into a project and has its types there too.
  await writeWhole(target.replace(/\.js$/, '.d.ts'), "export * from './index.js';\n");
  return 'built';
}

/** Moves a file into place: a server that is running, or a second build, never sees half of it. */
async function writeWhole(target: string, content: string | Uint8Array): Promise<void> {
  const fresh = `${target}.${process.pid}`;
  await writeFile(fresh, content);
  await rename(fresh, target);
}

if (process.argv[1] === import.meta.filename) {
  bundleSdk().then(
    (outcome) => process.stdout.write(`Client library: ${outcome}\n`),
    (error: unknown) => {
      process.stderr.write(
        `The client library could not be bundled: ${error instanceof Error ? error.message : 'unknown'}\n`,
      );
      process.exitCode = 1;
    },
  );
}
