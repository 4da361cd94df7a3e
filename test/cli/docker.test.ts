import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { settings } from '../../src/config/settings.js';

const root = resolve(__dirname, '../..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

/** The images cannot be built where the tests run; what can be held to the rest of the repository is held to it. */
describe('docker-compose.yml', () => {
  const compose = JSON.parse(
    execFileSync(
      process.execPath,
      [join(root, 'node_modules/js-yaml/bin/js-yaml.js'), join(root, 'docker-compose.yml')],
      {
        encoding: 'utf8',
      },
    ),
  );

  it('is YAML with the server and its two stores, each with a check of its health', () => {
    expect(Object.keys(compose.services)).toEqual(['muster', 'mysql', 'clickhouse']);
    expect(compose.services.mysql.image).toBe('mysql:8.4');
    expect(compose.services.clickhouse.image).toBe('clickhouse/clickhouse-server:26.7');
    expect(compose.services.mysql.healthcheck.test[0]).toBe('CMD-SHELL');
    expect(compose.services.clickhouse.healthcheck.test[0]).toBe('CMD-SHELL');
    expect(Object.keys(compose.services.muster.depends_on)).toEqual(['mysql', 'clickhouse']);
  });

  it('keeps each store on a volume that is declared', () => {
    const mounted = ['mysql', 'clickhouse'].map((name) => compose.services[name].volumes[0].split(':')[0]);
    expect(mounted.sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('sets only variables the server knows', () => {
    const known = Object.keys(settings.shape);
    expect(Object.keys(compose.services.muster.environment).filter((name) => !known.includes(name))).toEqual([]);
  });

  it('holds no password: every one must be given', () => {
    for (const line of read('docker-compose.yml')
      .split('\n')
      .filter((each) => /PASSWORD: /.test(each))) {
      expect(line).toMatch(/\$\{MUSTER_\w*PASSWORD:\?/);
    }
  });

  it('says the version of package.json', () => {
    expect(compose.services.muster.image).toBe(`muster:${JSON.parse(read('package.json')).version}`);
  });
});

describe('Dockerfile', () => {
  const copied = [...read('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((match) =>
    (match[1] ?? '').split(' '),
  );

  it('copies only what exists and what .dockerignore lets in', () => {
    const letIn = read('.dockerignore').split('\n');
    expect(copied.length).toBeGreaterThan(5);
    expect(copied.filter((name) => !existsSync(join(root, name)))).toEqual([]);
    expect(copied.filter((name) => !letIn.includes(`!${name}`))).toEqual([]);
  });

  it('starts the file that package.json names as the command', () => {
    expect(read('Dockerfile')).toContain(`"${JSON.parse(read('package.json')).bin.muster}", "serve"`);
  });

  it('does not run as root', () => {
    expect(read('Dockerfile').lastIndexOf('USER node')).toBeGreaterThan(read('Dockerfile').lastIndexOf('FROM '));
  });
});
