import { randomUUID } from 'node:crypto';
import {
  type ClickHouseClient,
  ClickHouseLogLevel,
  type ClickHouseSettings,
  createClient,
  TupleParam,
} from '@clickhouse/client';
import { clusterNodeTables, createDatabase, localName, singleNodeTables } from '../schema/ddl.js';
import { type CompiledSql, compiled, type ParameterValue } from '../sql/compiled.js';
import { quoteIdentifier, quoteText } from '../sql/quote.js';
import type { QueryOptions, QueryResult, TableName, Warehouse, WarehouseDescription } from '../warehouse.js';
import { type CutShort, cutShort } from './cut-short.js';
import { fromEngine, isUnavailable, warehouseError } from './engine-errors.js';
import { splitLongLists } from './long-lists.js';
import { commonSettings, distributedProductMode, type QueryLimits } from './settings.js';

/** How long an insert or a command may take before its connection is given up, milliseconds. */
const writeTimeoutMs = 600_000;
/** How long a liveness check may take, milliseconds. */
const pingTimeoutMs = 5_000;

/** One node: a client that works in our database, and one for statements that name theirs. */
interface Node {
  readonly data: ClickHouseClient;
  readonly admin: ClickHouseClient;
}

export interface ServerOptions {
  /** One URL per node; a user and password in a URL are used. */
  readonly urls: readonly string[];
  /** The cluster's name in the servers' configuration; null: a single server. */
  readonly cluster: string | null;
  readonly database: string;
  readonly limits: QueryLimits;
}

/**
 * ClickHouse over HTTP: one server, or the nodes of a cluster. Questions and inserts go to one node, which asks or
 * feeds the others; tables are created, and parts rewritten, on each. A node that cannot be reached is passed over
 * for questions. Every call makes its own connection if need be, so a server that comes back is used at once.
 */
export class ServerWarehouse implements Warehouse {
  readonly isStuck = false;
  readonly #options: ServerOptions;
  readonly #nodes: readonly Node[];

  constructor(options: ServerOptions) {
    this.#options = options;
    this.#nodes = options.urls.map((url) => ({
      data: connect(url, options.database),
      admin: connect(url, 'default'),
    }));
    if (this.#nodes.length === 0) throw new Error('a warehouse needs a URL');
  }

  async prepare(): Promise<void> {
    const { database, cluster } = this.#options;
    const tables = cluster === null ? singleNodeTables(database) : clusterNodeTables(database, cluster);
    for (const node of this.#nodes) {
      for (const statement of [createDatabase(database), ...tables]) await run(node.admin, statement.text);
    }
  }

  async query<Row>(sql: CompiledSql, options: QueryOptions = {}): Promise<QueryResult<Row>> {
    const cut = cutShort(options, this.#options.limits.timeoutMs);
    try {
      return await this.#onAnyNode((node) => this.#ask<Row>(node, sql, cut, options.ownWork === true));
    } finally {
      cut.done();
    }
  }

  async insert(table: TableName, rows: readonly string[]): Promise<void> {
    if (rows.length === 0) return;
    const into = `${quoteIdentifier(this.#options.database)}.${quoteIdentifier(table)}`;
    const [node] = this.#nodes;
    if (node !== undefined) await run(node.admin, `INSERT INTO ${into} FORMAT JSONEachRow\n${rows.join('\n')}`);
  }

  async command(sql: CompiledSql): Promise<void> {
    const [first] = this.#nodes;
    if (first === undefined) return;
    if (sql.mutatedTable === null) {
      await run(first.data, sql.text, { params: sql.params });
      return;
    }
    const params = { ...sql.params, ...this.#mutationTarget(sql.params[sql.mutatedTable], sql.mutatedTable) };
    for (const node of this.#nodes) await run(node.data, sql.text, { params });
  }

  async ping(): Promise<void> {
    await Promise.all(this.#nodes.map((node) => run(node.admin, 'SELECT 1 FORMAT Null', { timeoutMs: pingTimeoutMs })));
  }

  async describe(): Promise<WarehouseDescription> {
    const cut = cutShort({}, pingTimeoutMs);
    const question = compiled('SELECT version() AS version');
    try {
      // Before the first start there is no database of ours yet.
      const { rows } = await this.#onAnyNode(({ admin }) =>
        this.#ask<{ version: string }>({ data: admin, admin }, question, cut, true),
      );
      const engine = this.#options.cluster === null ? 'server' : 'cluster';
      return { engine, version: rows[0]?.version ?? '', nodes: this.#nodes.length };
    } finally {
      cut.done();
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#nodes.flatMap(({ data, admin }) => [data.close(), admin.close()]));
  }

  /** In a cluster the parts to rewrite are those of each node's own table. */
  #mutationTarget(table: ParameterValue | undefined, parameter: string): CompiledSql['params'] {
    if (this.#options.cluster === null || typeof table !== 'object' || !('identifier' in table)) return {};
    return { [parameter]: { identifier: localName(table.identifier) } };
  }

  /** The first node that can be reached answers. */
  async #onAnyNode<T>(work: (node: Node) => Promise<T>): Promise<T> {
    let failure: unknown;
    for (const node of this.#nodes) {
      try {
        return await work(node);
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        failure = error;
      }
    }
    throw failure;
  }

  async #ask<Row>(node: Node, sql: CompiledSql, cut: CutShort, ownWork: boolean): Promise<QueryResult<Row>> {
    const { limits } = this.#options;
    const bounds = ownWork ? { ...limits, maxRowsToRead: null } : limits;
    if (cut.signal.aborted) throw cut.signal.reason;
    const queryId = randomUUID();
    const { text, params } = splitLongLists(sql);
    const startedAt = performance.now();
    try {
      const result = await node.data.query({
        query: text,
        format: 'JSONEachRow',
        query_params: clientValues(params),
        query_id: queryId,
        abort_signal: cut.signal,
        clickhouse_settings: { ...questionSettings(bounds, cut.timeoutMs), ...identifiers(params) },
      });
      const rows = await result.json<Row>();
      const { rowsRead, bytesRead } = readStatistics(result.response_headers['x-clickhouse-summary']);
      return { rows, statistics: { elapsedMs: performance.now() - startedAt, rowsRead, bytesRead } };
    } catch (error) {
      if (!cut.signal.aborted) throw fromEngine(error);
      // Closing the connection makes the server cancel the question; this makes sure.
      const kill = `KILL QUERY WHERE query_id = ${quoteText(queryId)} ASYNC`;
      await run(node.admin, kill, { timeoutMs: pingTimeoutMs }).catch(() => undefined);
      throw cut.signal.reason;
    }
  }
}

function connect(url: string, database: string): ClickHouseClient {
  return createClient({
    url,
    database,
    request_timeout: writeTimeoutMs,
    max_open_connections: 64,
    use_multipart_params: true,
    clickhouse_settings: everyStatement,
    log: { level: ClickHouseLogLevel.OFF },
  });
}

const everyStatement: ClickHouseSettings = {
  ...Object.fromEntries(Object.entries(commonSettings).map(([name, value]) => [name, String(value)])),
  distributed_product_mode: distributedProductMode,
  // Otherwise each node runs its share of an INSERT SELECT by itself, where names and subqueries mean something else.
  parallel_distributed_insert_select: '0',
  wait_end_of_query: 1,
};

const questionSettings = (limits: QueryLimits, timeoutMs: number): ClickHouseSettings => ({
  max_execution_time: timeoutMs / 1_000,
  max_memory_usage: String(limits.maxMemoryBytes),
  max_rows_to_read: String(limits.maxRowsToRead ?? 0),
  cancel_http_readonly_queries_on_client_close: 1,
});

/** Runs a statement without rows. Its values travel in the URL. */
async function run(
  client: ClickHouseClient,
  query: string,
  options: { params?: CompiledSql['params']; timeoutMs?: number } = {},
): Promise<void> {
  const signal = options.timeoutMs === undefined ? undefined : AbortSignal.timeout(options.timeoutMs);
  try {
    await client.command({
      query,
      ...(options.params === undefined
        ? {}
        : { query_params: clientValues(options.params), clickhouse_settings: identifiers(options.params) }),
      ...(signal === undefined ? {} : { abort_signal: signal }),
    });
  } catch (error) {
    throw signal?.aborted ? warehouseError('STORE_UNAVAILABLE', error) : fromEngine(error);
  }
}

/** Values in the forms the client writes as the engine reads them. */
function clientValues(params: CompiledSql['params']): Record<string, unknown> {
  const values = Object.entries(params).filter(([, value]) => !isIdentifier(value));
  return Object.fromEntries(values.map(([name, value]) => [name, clientValue(value)]));
}

/**
 * Identifier values beside the settings in the URL: as query parameters the client would escape them, and the engine
 * does not undo that for identifiers.
 */
function identifiers(params: CompiledSql['params']): ClickHouseSettings {
  const entries = Object.entries(params).flatMap(([name, value]) =>
    isIdentifier(value) ? [[`param_${name}`, value.identifier]] : [],
  );
  return Object.fromEntries(entries);
}

const isIdentifier = (value: ParameterValue): value is { readonly identifier: string } =>
  typeof value === 'object' && 'identifier' in value;

function clientValue(value: ParameterValue): unknown {
  if (typeof value !== 'object') return value;
  if ('identifier' in value) return value.identifier;
  return 'tuple' in value ? new TupleParam(value.tuple.map(clientValue)) : value.map(clientValue);
}

/** What the server said the question cost, in its summary header. */
function readStatistics(header: string | string[] | undefined): { rowsRead: number; bytesRead: number } {
  if (typeof header !== 'string') return { rowsRead: 0, bytesRead: 0 };
  const summary: { read_rows?: string; read_bytes?: string } = JSON.parse(header);
  return { rowsRead: Number(summary.read_rows ?? 0), bytesRead: Number(summary.read_bytes ?? 0) };
}
