import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError, loadConfig, unknownSettings } from '../../src/config/config.js';
import { settings } from '../../src/config/settings.js';

const documented = readFileSync(path.join(process.cwd(), 'docs/configuration.md'), 'utf8');

function defaultText(value: unknown): string {
  if (value === undefined) return 'not set';
  return `\`${Array.isArray(value) ? value.join(',') : String(value)}\``;
}

describe('the configuration', () => {
  test('is complete with an empty environment', () => {
    const config = loadConfig({});
    expect(config.catalogUrl).toBe('sqlite:./data/catalog.db');
    expect(config.warehouse).toEqual({
      urls: ['chdb:./data/warehouse'],
      cluster: null,
      database: 'muster',
      readSessions: 3,
    });
    expect(config.http.port).toBe(4000);
    expect(config.query.maxRowsToRead).toBeNull();
  });

  test('cannot be changed once it is made', () => {
    const config = loadConfig({});
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.warehouse.urls)).toBe(true);
  });

  test('takes an empty variable for one that is not set', () => {
    expect(loadConfig({ MUSTER_PORT: '', MUSTER_CATALOG_URL: '  ' })).toEqual(loadConfig({}));
  });

  test('reads every kind of value', () => {
    const config = loadConfig({
      MUSTER_CATALOG_URL: 'mariadb://u:p@db/muster',
      MUSTER_WAREHOUSE_URL: 'http://a:8123, http://b:8123',
      MUSTER_WAREHOUSE_CLUSTER: 'main',
      MUSTER_GRAPHIQL: 'off',
      MUSTER_QUERY_MAX_ROWS: '1000000',
      MUSTER_LOG_LEVEL: 'debug',
    });
    expect(config.warehouse.urls).toEqual(['http://a:8123', 'http://b:8123']);
    expect(config.warehouse.cluster).toBe('main');
    expect(config.graphql.graphiql).toBe(false);
    expect(config.query.maxRowsToRead).toBe(1_000_000);
    expect(config.logLevel).toBe('debug');
  });

  test.each([
    ['MUSTER_PORT', 'eighty'],
    ['MUSTER_PORT', '70000'],
    ['MUSTER_CATALOG_URL', 'postgres://x'],
    ['MUSTER_WAREHOUSE_URL', 'tcp://x'],
    ['MUSTER_WAREHOUSE_URL', 'http://a,http://b'],
    ['MUSTER_WAREHOUSE_URL', 'chdb:./a,chdb:./b'],
    ['MUSTER_WAREHOUSE_CLUSTER', 'main'],
    ['MUSTER_WAREHOUSE_DATABASE', 'x`; DROP'],
    ['MUSTER_SDK_PATH_PREFIX', 'mp/api'],
    ['MUSTER_SDK_PATH_PREFIX', '/mp/api/'],
    ['MUSTER_SDK_PATH_PREFIX', '/mp/*'],
    ['MUSTER_SDK_PATH_PREFIX', '/api/query'],
    ['MUSTER_GRAPHIQL', 'perhaps'],
    ['MUSTER_LOG_LEVEL', 'loud'],
  ])('refuses %s=%s and names the variable', (name, value) => {
    expect(() => loadConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => loadConfig({ [name]: value })).toThrow(name);
  });

  test('names all wrong variables at once and repeats no value', () => {
    const attempt = () => loadConfig({ MUSTER_PORT: 'x', MUSTER_CATALOG_URL: 'postgres://u:secret@h/d' });
    expect(attempt).toThrow(/MUSTER_CATALOG_URL.*\n.*MUSTER_PORT/);
    expect(attempt).not.toThrow(/secret/);
  });

  test('notices a variable that is misspelt', () => {
    expect(unknownSettings({ MUSTER_CATALOG_URI: 'x', HOME: '/', MUSTER_TEST_X: '1', MUSTER_PORT: '1' })).toEqual([
      { name: 'MUSTER_CATALOG_URI', nearMatches: expect.arrayContaining(['MUSTER_CATALOG_URL']) },
    ]);
  });

  test('takes the variables of the import command for no mistake', () => {
    expect(unknownSettings({ MUSTER_URL: 'x', MUSTER_SECRET: 'x', MUSTER_TOKEN: 'x' })).toEqual([]);
  });

  test('is documented, every setting with its default and its meaning', () => {
    const defaults: Record<string, unknown> = settings.parse({});
    const expected = Object.entries(settings.shape).map(
      ([name, schema]) => `| \`${name}\` | ${defaultText(defaults[name])} | ${schema.description} |`,
    );
    const rows = documented.split('\n').filter((line) => line.startsWith('| `MUSTER_'));
    expect(rows).toEqual(expected);
  });
});
