import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import { settings } from '../../src/config/settings.js';

const root = resolve(__dirname, '../..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

const storeService = z.object({
  image: z.string(),
  healthcheck: z.object({ test: z.tuple([z.string(), z.string()]) }),
  volumes: z.array(z.string()),
});
const composeFile = z.object({
  services: z.strictObject({
    muster: z.object({
      image: z.string(),
      environment: z.record(z.string(), z.string()),
      depends_on: z.record(z.string(), z.unknown()),
    }),
    mysql: storeService,
    clickhouse: storeService,
  }),
  volumes: z.record(z.string(), z.unknown()),
});

/** The images cannot be built where the tests run; what can be held to the rest of the repository is held to it. */
describe('docker-compose.yml', () => {
  const { services, volumes } = composeFile.parse(load(read('docker-compose.yml')));

  it('is YAML with the server and its two stores, each with a check of its health', () => {
    expect(services.mysql.image).toBe('mysql:8.4');
    expect(services.clickhouse.image).toBe('clickhouse/clickhouse-server:26.7');
    expect(services.mysql.healthcheck.test[0]).toBe('CMD-SHELL');
    expect(services.clickhouse.healthcheck.test[0]).toBe('CMD-SHELL');
    expect(Object.keys(services.muster.depends_on)).toEqual(['mysql', 'clickhouse']);
  });

  it('keeps each store on a volume that is declared', () => {
    const mounted = [services.mysql, services.clickhouse].map((store) => store.volumes[0]?.split(':')[0]);
    expect(mounted.sort()).toEqual(Object.keys(volumes).sort());
  });

  it('sets only variables the server knows', () => {
    const known = Object.keys(settings.shape);
    expect(Object.keys(services.muster.environment).filter((name) => !known.includes(name))).toEqual([]);
  });

  it('holds no password: every one must be given', () => {
    for (const line of read('docker-compose.yml')
      .split('\n')
      .filter((each) => /PASSWORD: /.test(each))) {
      expect(line).toMatch(/\$\{MUSTER_\w*PASSWORD:\?/);
    }
  });

  it('says the version of package.json', () => {
    expect(services.muster.image).toBe(`muster:${JSON.parse(read('package.json')).version}`);
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
