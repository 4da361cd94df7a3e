import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { scheduling } from '../../../src/warehouse/engine/settings.js';
import { processDirectory } from './temporary.js';

/** A ClickHouse server of its own, with data in a temporary directory. */
export interface ClickHouse {
  readonly url: string;
  /** Sends a signal, SIGKILL to simulate a crash, and waits for the end. The data stays. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same data and ports. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

export interface Cluster {
  /** The name its servers know it by. */
  readonly name: string;
  readonly urls: readonly string[];
  readonly nodes: readonly ClickHouse[];
  stop(): Promise<void>;
}

const source = join(process.cwd(), 'test/support/clickhouse/clickhouse-server.c');
const startTimeoutMs = 60_000;
/** As the embedded engine has it; docs/operations.md advises the same. */
const likeEmbedded = Object.entries(scheduling)
  .map(([name, value]) => `<${name}>${value}</${name}>`)
  .join('');

/** Why no server can be started here, or null if one can. */
export function canStartClickHouse(): string | null {
  if (libraryPath() === null) return 'libchdb.so is not installed for this platform';
  try {
    execFileSync('gcc', ['--version'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'gcc is not installed';
  }
}

/** One server on free ports. */
export async function startClickHouse(): Promise<ClickHouse> {
  const [httpPort, tcpPort] = await freePorts(2);
  return startNode({ httpPort: httpPort ?? 0, tcpPort: tcpPort ?? 0, remoteServers: '' });
}

/** Servers that know each other as the shards of one cluster. */
export async function startCluster(shards = 2): Promise<Cluster> {
  const name = 'muster_test';
  const ports = await freePorts(shards * 2);
  const httpPorts = ports.slice(0, shards);
  const tcpPorts = ports.slice(shards);
  const replicas = tcpPorts.map(
    (port) =>
      `<shard><internal_replication>true</internal_replication><replica><host>127.0.0.1</host><port>${port}</port></replica></shard>`,
  );
  const remoteServers = `<remote_servers><${name}>${replicas.join('')}</${name}></remote_servers>`;
  const nodes = await Promise.all(
    httpPorts.map((httpPort, index) => startNode({ httpPort, tcpPort: tcpPorts[index] ?? 0, remoteServers })),
  );
  return {
    name,
    urls: nodes.map(({ url }) => url),
    nodes,
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}

interface NodeOptions {
  readonly httpPort: number;
  readonly tcpPort: number;
  readonly remoteServers: string;
}

async function startNode(options: NodeOptions): Promise<ClickHouse> {
  const directory = processDirectory();
  const url = `http://127.0.0.1:${options.httpPort}`;
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  let child = await launch(directory, options, url);
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await ended;
  };
  return {
    url,
    kill,
    async restart() {
      await kill();
      child = await launch(directory, options, url);
    },
    async stop() {
      await kill();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function launch(directory: string, { httpPort, tcpPort, remoteServers }: NodeOptions, url: string) {
  const config = join(directory, 'config.xml');
  const listen = `<listen_host>127.0.0.1</listen_host><http_port>${httpPort}</http_port><tcp_port>${tcpPort}</tcp_port>`;
  writeFileSync(config, `<clickhouse>${listen}${likeEmbedded}${remoteServers}</clickhouse>`);
  const statements = [
    'SYSTEM START LISTEN HTTP',
    'SYSTEM START LISTEN TCP',
    'SELECT sleepEachRow(3) FROM numbers(1000000000) SETTINGS max_block_size = 1, function_sleep_max_microseconds_per_block = 0 FORMAT Null',
  ];
  // A file and not a pipe, as an open pipe would keep the test process alive.
  const logFile = join(directory, 'stderr.log');
  const log = openSync(logFile, 'a');
  const child = spawn(
    executable(),
    [
      libraryPath() ?? '',
      '--path',
      join(directory, 'data'),
      '--config-file',
      config,
      '--http_port',
      String(httpPort),
      '--tcp_port',
      String(tcpPort),
      '--listen_host',
      '127.0.0.1',
      '--query',
      statements.join('; '),
    ],
    { stdio: ['ignore', 'ignore', log] },
  );
  closeSync(log);
  child.unref();
  await answering(url, child, () => readFileSync(logFile, 'utf8').slice(-2_000));
  return child;
}

async function answering(url: string, child: ChildProcess, problem: () => string): Promise<void> {
  const deadline = performance.now() + startTimeoutMs;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the ClickHouse server ended at its start: ${problem()}`);
    const answer = await fetch(`${url}/ping`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  throw new Error(`the ClickHouse server did not answer: ${problem()}`);
}

function libraryPath(): string | null {
  const libc = process.platform === 'linux' ? '-gnu' : '';
  try {
    const require = createRequire(join(process.cwd(), 'package.json'));
    const entry = require.resolve(`@chdb/lib-${process.platform}-${process.arch}${libc}/package.json`);
    const library = join(dirname(entry), 'libchdb.so');
    return existsSync(library) ? library : null;
  } catch {
    return null;
  }
}

/** Compiles the little program once per version of its source. */
function executable(): string {
  const version = createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 12);
  const file = join(tmpdir(), `muster-clickhouse-server-${version}`);
  if (existsSync(file)) return file;
  const unfinished = `${file}-${process.pid}`;
  execFileSync('gcc', ['-O1', '-o', unfinished, source, '-ldl']);
  renameSync(unfinished, file);
  return file;
}

/** Ports nobody listens on now. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
