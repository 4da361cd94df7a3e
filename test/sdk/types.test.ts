import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { bundleSdk, sdkBundlePath } from '../../src/http/sdk/bundle.js';

const root = resolve(__dirname, '../..');
const tsc = join(root, 'node_modules/typescript/bin/tsc');
const run = promisify(execFile);

/** What the compiler says of a project; empty if nothing. */
const compile = (project: string): Promise<string> =>
  run(process.execPath, [tsc, '-p', project], { timeout: 110_000 }).then(
    ({ stdout }) => stdout,
    (error: { stdout?: string }) => error.stdout ?? String(error),
  );

describe('the types of muster/sdk, as users of the package compile with them', () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'muster-types-'));
    // The declarations of these sources, as `npm run build` makes them, in a package as npm would install it.
    const installed = join(folder, 'node_modules', 'muster');
    mkdirSync(installed, { recursive: true });
    copyFileSync(join(root, 'package.json'), join(installed, 'package.json'));
    const built = [tsc, '-p', join(root, 'src/sdk/tsconfig.json'), '--outDir', join(installed, 'dist/sdk')];
    await run(process.execPath, built, { timeout: 110_000 });
    await bundleSdk();
    const declared = sdkBundlePath().replace(/\.js$/, '.d.ts');
    copyFileSync(declared, join(installed, 'dist/sdk', basename(declared)));
    mkdirSync(join(folder, 'node_modules', '@types'));
    for (const name of ['@types/node', 'undici-types']) {
      symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
    }
    const source = readFileSync(join(__dirname, 'typed/shop.ts'), 'utf8');
    writeFileSync(join(folder, 'shop.ts'), source.replace("'../../../src/sdk/index.js'", "'muster/sdk'"));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const page = { lib: ['ES2022', 'DOM'], types: [], module: 'ESNext', moduleResolution: 'Bundler' };
  const node = { lib: ['ES2022'], types: ['node'], module: 'NodeNext', moduleResolution: 'NodeNext' };
  const check = async (name: string, options: object): Promise<string> => {
    const project = join(folder, `${name}.json`);
    const compilerOptions = { target: 'ES2022', strict: true, noEmit: true, ...options };
    writeFileSync(project, JSON.stringify({ compilerOptions, files: ['shop.ts'] }));
    return compile(project);
  };

  it.each([
    ['a page’s', page],
    ['a Node program’s', node],
    ['a stricter page’s', { ...page, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true }],
  ])('accept and refuse in %s settings what they should', async (name, options) => {
    expect(await check(name.replaceAll(/\W/g, ''), options)).toBe('');
  });

  it('would be told of a wrong call', async () => {
    const wrong = readFileSync(join(folder, 'shop.ts'), 'utf8').replace('// @ts-expect-error no such event\n', '\n');
    writeFileSync(join(folder, 'wrong.ts'), wrong);
    const project = join(folder, 'wrong.json');
    const compilerOptions = { target: 'ES2022', strict: true, noEmit: true, ...page };
    writeFileSync(project, JSON.stringify({ compilerOptions, files: ['wrong.ts'] }));
    expect(await compile(project)).toMatch(/wrong\.ts\(\d+,\d+\): error TS2345: .*page_veiw/);
  });
});
