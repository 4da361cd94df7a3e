import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '..');
const source = join(root, 'src');

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');

/** The room a source file stands in: its first folder below src, or its own name for the files beside the folders. */
const roomOf = (file: string): string => relative(source, file).split('/')[0] ?? '';

/** Which rooms each room may use. The house of the design, as data: arrows point one way. */
const mayUse: Record<string, readonly string[]> = {
  core: [],
  config: ['core'],
  warehouse: ['core', 'config'],
  catalog: ['core', 'config'],
  identity: ['core', 'catalog', 'warehouse'],
  projects: ['core', 'catalog', 'warehouse'],
  profiles: ['core', 'catalog', 'warehouse', 'identity', 'projects'],
  ingestion: ['core', 'catalog', 'warehouse', 'identity', 'projects', 'profiles'],
  cohorts: ['core', 'catalog', 'warehouse', 'identity', 'projects', 'profiles'],
  reports: ['core', 'catalog', 'warehouse', 'identity', 'projects', 'profiles', 'cohorts'],
  graphql: ['core', 'config', 'projects', 'identity', 'profiles', 'ingestion', 'cohorts', 'reports'],
  http: ['core', 'config', 'graphql', 'projects', 'identity', 'profiles', 'ingestion', 'cohorts', 'reports'],
  sdk: [],
  cli: ['core', 'config', 'catalog', 'warehouse', 'projects', 'profiles', 'http', 'app.ts', 'graphql'],
  'app.ts': [
    'core',
    'config',
    'catalog',
    'warehouse',
    'identity',
    'projects',
    'profiles',
    'ingestion',
    'cohorts',
    'reports',
    'graphql',
    'http',
  ],
};

describe('the house', () => {
  const files = filesBelow(source);

  it('has rooms that are all in the plan', () => {
    expect([...new Set(files.map(roomOf))].filter((room) => !(room in mayUse))).toEqual([]);
  });

  it('has arrows that point one way', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => resolve(dirname(file), specifier.replace(/\.js$/, '.ts')))
        .filter((target) => target.startsWith(source))
        .map((target) => ({ from: roomOf(file), to: roomOf(target), file: relative(root, file) }))
        .filter(({ from, to }) => from !== to && !(mayUse[from] ?? []).includes(to)),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ['typeorm', /^src\/catalog\//],
    ['@clickhouse/client', /^src\/warehouse\/engine\//],
    ['chdb', /^src\/warehouse\/engine\//],
    ['type-graphql', /^src\/graphql\//],
    ['fastify', /^src\/http\//],
    ['graphql-ws', /^src\/http\//],
    ['ws', /^src\/http\/graphql-socket\//],
    ['commander', /^src\/cli\//],
    ['ohm-js', /^src\/(cohorts\/expressions|reports\/insights)\//],
    ['temporal-polyfill', /^src\/reports\/question\//],
    ['csv-parse', /^src\/profiles\/csv\//],
    ['csv-stringify', /^src\/reports\/export\//],
  ])('keeps %s in its own room', (library, home) => {
    const users = files
      .filter((file) => importsOf(file).some((name) => name === library || name.startsWith(`${library}/`)))
      .map((file) => relative(root, file));
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter((file) => !home.test(file))).toEqual([]);
  });
});

describe('the rules of the house', () => {
  const files = filesBelow(source).map((file) => ({ name: relative(root, file), text: readFileSync(file, 'utf8') }));
  /** The code alone: what comments and texts say breaks no rule. */
  const withoutWords = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'|`[^`]*`/g, '');
  const breaking = (pattern: RegExp, except: RegExp): string[] =>
    files.filter(({ name, text }) => !except.test(name) && pattern.test(withoutWords(text))).map(({ name }) => name);

  const saying = (pattern: RegExp): string[] => files.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

  it('reads the environment only in config and where a program starts', () => {
    expect(breaking(/process\.env\b/, /^src\/(config\/|cli\/|catalog\/check-migrations\.ts)/)).toEqual([]);
  });

  it('reads the wall clock only in core/clock.ts, and in the client, which knows nothing of the server', () => {
    expect(breaking(/\bDate\.now\(\)|new Date\(\)/, /^src\/(core\/clock|sdk\/environment)\.ts$/)).toEqual([]);
  });

  it('silences no type check', () => {
    expect(breaking(/: any[;,)\]]|<any>|\bas unknown as\b/, /^$/)).toEqual([]);
    expect(saying(/@ts-(ignore|nocheck|expect-error)|biome-ignore/)).toEqual([]);
  });

  it('leaves nothing unfinished', () => {
    expect(saying(/\b(TODO|FIXME|XXX)\b/)).toEqual([]);
  });

  it('keeps files small enough to be one room', () => {
    expect(files.filter(({ text }) => text.split('\n').length > 401).map(({ name }) => name)).toEqual([]);
  });
});
