import { nearMatches } from '../core/near-matches.js';
import { type Settings, settings } from './settings.js';

/** Everything about one server that its operator decides. Made once at the start and never changed. */
export interface Config {
  /** Where the catalog is: `sqlite:<path>`, `mysql://…` or `mariadb://…`. May hold a password: never log it as it is. */
  readonly catalogUrl: string;
  readonly warehouse: WarehouseConfig;
  readonly http: HttpConfig;
  readonly graphql: GraphqlConfig;
  readonly query: QueryConfig;
  readonly ingestion: IngestionConfig;
  readonly logLevel: Settings['MUSTER_LOG_LEVEL'];
}

export interface WarehouseConfig {
  /** One `chdb:<directory>`, or one or more `http(s)://…`; several only with `cluster`. May hold passwords. */
  readonly urls: readonly string[];
  /** The cluster's name in ClickHouse's `remote_servers`, or null for a single node. */
  readonly cluster: string | null;
  /** Database of the tables; an identifier. */
  readonly database: string;
  /** Questions that may run side by side. */
  readonly readSessions: number;
}

export interface HttpConfig {
  /** Address to listen on. */
  readonly host: string;
  /** TCP port; 0 takes any free one. */
  readonly port: number;
  /** Path under which the SDKs' endpoints answer as well, or null. */
  readonly sdkPathPrefix: string | null;
  /** Largest request body, bytes, after decompression. */
  readonly bodyLimitBytes: number;
  /** Whether `X-Forwarded-For` is believed. */
  readonly trustProxy: boolean;
  /** Whether `GET /metrics` is served. */
  readonly metrics: boolean;
  /** How long requests already begun may take to finish at a stop, milliseconds. */
  readonly shutdownTimeoutMs: number;
}

export interface GraphqlConfig {
  /** Whether the schema may be asked for. */
  readonly introspection: boolean;
  /** Whether `/graphiql` is served. */
  readonly graphiql: boolean;
  /** Deepest nesting of fields in a document. */
  readonly maxDepth: number;
  /** Most aliases in a document. */
  readonly maxAliases: number;
  /** Largest cost of a document; about one per field and object the answer could hold. */
  readonly maxCost: number;
  /** Most lexical tokens of a document. */
  readonly maxTokens: number;
}

export interface QueryConfig {
  /** Longest a question may take, milliseconds. */
  readonly timeoutMs: number;
  /** Most memory for one question, bytes. */
  readonly maxMemoryBytes: number;
  /** Most rows read for one question; null for no bound. */
  readonly maxRowsToRead: number | null;
}

export interface IngestionConfig {
  /** Most events waiting to be stored. */
  readonly maxPendingEvents: number;
  /** Most bytes waiting to be stored. */
  readonly maxPendingBytes: number;
  /** How long events are collected before they are stored together, milliseconds. */
  readonly flushIntervalMs: number;
}

/** The environment cannot be a configuration; the message lists every problem, one a line, without the values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** A variable named MUSTER_… that the server does not know, with the settings that may have been meant. */
export interface UnknownSetting {
  readonly name: string;
  readonly nearMatches: readonly string[];
}

/**
 * Reads the configuration from environment variables; empty ones count as not set.
 *
 * @throws ConfigError naming every variable that cannot be used, and why.
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(
    Object.keys(settings.shape).flatMap((name) => {
      const value = env[name]?.trim();
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const result = settings.safeParse(given);
  if (!result.success) {
    throw new ConfigError(result.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`).join('\n'));
  }
  refuseHalfACluster(result.data);
  return freeze(toConfig(result.data));
}

/** What the import command reads, as a client of some server; they may be set where a server is started too. */
const clientVariables = ['MUSTER_URL', 'MUSTER_SECRET', 'MUSTER_TOKEN'];

/** Settings a person may have misspelt: variables named MUSTER_… that nothing reads. For a warning at the start. */
export function unknownSettings(env: NodeJS.ProcessEnv): UnknownSetting[] {
  const known = Object.keys(settings.shape);
  const read = new Set([...known, ...clientVariables]);
  return Object.keys(env)
    .filter((name) => name.startsWith('MUSTER_') && !name.startsWith('MUSTER_TEST_') && !read.has(name))
    .map((name) => ({ name, nearMatches: nearMatches(name, known) }));
}

function refuseHalfACluster(values: Settings): void {
  const urls = values.MUSTER_WAREHOUSE_URL;
  const overHttp = urls.every((url) => url.startsWith('http'));
  if (values.MUSTER_WAREHOUSE_CLUSTER !== undefined && !overHttp) {
    throw new ConfigError('MUSTER_WAREHOUSE_CLUSTER: a cluster needs http(s) addresses in MUSTER_WAREHOUSE_URL');
  }
  if (values.MUSTER_WAREHOUSE_CLUSTER === undefined && urls.length > 1) {
    throw new ConfigError('MUSTER_WAREHOUSE_URL: several addresses need MUSTER_WAREHOUSE_CLUSTER, the cluster’s name');
  }
}

function toConfig(values: Settings): Config {
  return {
    catalogUrl: values.MUSTER_CATALOG_URL,
    warehouse: {
      urls: values.MUSTER_WAREHOUSE_URL,
      cluster: values.MUSTER_WAREHOUSE_CLUSTER ?? null,
      database: values.MUSTER_WAREHOUSE_DATABASE,
      readSessions: values.MUSTER_WAREHOUSE_READ_SESSIONS,
    },
    http: {
      host: values.MUSTER_HOST,
      port: values.MUSTER_PORT,
      sdkPathPrefix: values.MUSTER_SDK_PATH_PREFIX ?? null,
      bodyLimitBytes: values.MUSTER_BODY_LIMIT_BYTES,
      trustProxy: values.MUSTER_TRUST_PROXY,
      metrics: values.MUSTER_METRICS,
      shutdownTimeoutMs: values.MUSTER_SHUTDOWN_TIMEOUT_MS,
    },
    graphql: {
      introspection: values.MUSTER_INTROSPECTION,
      graphiql: values.MUSTER_GRAPHIQL,
      maxDepth: values.MUSTER_GRAPHQL_MAX_DEPTH,
      maxAliases: values.MUSTER_GRAPHQL_MAX_ALIASES,
      maxCost: values.MUSTER_GRAPHQL_MAX_COST,
      maxTokens: values.MUSTER_GRAPHQL_MAX_TOKENS,
    },
    query: {
      timeoutMs: values.MUSTER_QUERY_TIMEOUT_MS,
      maxMemoryBytes: values.MUSTER_QUERY_MAX_MEMORY_BYTES,
      maxRowsToRead: values.MUSTER_QUERY_MAX_ROWS ?? null,
    },
    ingestion: {
      maxPendingEvents: values.MUSTER_INGESTION_MAX_PENDING_EVENTS,
      maxPendingBytes: values.MUSTER_INGESTION_MAX_PENDING_BYTES,
      flushIntervalMs: values.MUSTER_INGESTION_FLUSH_INTERVAL_MS,
    },
    logLevel: values.MUSTER_LOG_LEVEL,
  };
}

function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) freeze(part);
  return Object.freeze(value);
}
