import type { CompiledSql } from './sql/compiled.js';

/** How one question may run. */
export interface QueryOptions {
  /** Stop the engine's work when aborted. */
  readonly signal?: AbortSignal;
  /** Stop the engine's work after this long; defaults to the configured limit. */
  readonly timeoutMs?: number;
  /** The server's own work: it is not bounded in rows, and does not wait for people's questions. */
  readonly ownWork?: boolean;
}

/** What a question cost, for `explain` and the log. */
export interface QueryStatistics {
  readonly elapsedMs: number;
  readonly rowsRead: number;
  readonly bytesRead: number;
}

export interface QueryResult<Row> {
  readonly rows: readonly Row[];
  readonly statistics: QueryStatistics;
}

/**
 * The store of events and of the derived copies of profiles and links: chDB in the process, or ClickHouse over
 * HTTP, alone or as a cluster. Same SQL for all. Errors are MusterErrors: STORE_UNAVAILABLE when it cannot be reached,
 * QUERY_TIMEOUT, QUERY_MEMORY, QUERY_TOO_LARGE and QUERY_CANCELLED when a question was cut short; anything else is a fault of ours.
 */
export interface Warehouse {
  /** Creates what is missing of database and tables. Idempotent. */
  prepare(): Promise<void>;
  /** Runs a question and returns its rows as objects (64-bit integers arrive as text). */
  query<Row>(sql: CompiledSql, options?: QueryOptions): Promise<QueryResult<Row>>;
  /** Stores rows; when it returns they are on disk. Each row is one JSON object as text, without line breaks. */
  insert(table: TableName, rows: readonly string[]): Promise<void>;
  /** Runs a statement that changes something (mutation, INSERT SELECT) on every node that must run it. */
  command(sql: CompiledSql): Promise<void>;
  /** Cheap liveness check. Throws STORE_UNAVAILABLE. */
  ping(): Promise<void>;
  /** For `muster doctor`: engine version, kind, nodes. */
  describe(): Promise<WarehouseDescription>;
  /** True when a statement of this process never returned: its thread keeps the process from ending by itself. */
  readonly isStuck: boolean;
  close(): Promise<void>;
}

/** What the warehouse writes to the log. */
export interface WarehouseLog {
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface WarehouseDescription {
  readonly engine: 'chdb' | 'server' | 'cluster';
  readonly version: string;
  readonly nodes: number;
}

/** The tables of src/warehouse/schema/. */
export type TableName =
  | 'events'
  | 'unit_events'
  | 'group_history'
  | 'user_profiles'
  | 'group_profiles'
  | 'identity_links'
  | 'watermarks'
  | 'known_actors'
  | 'known_groups';
