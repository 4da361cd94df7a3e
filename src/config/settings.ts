import { z } from 'zod';

const integer = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(least).max(most));

const onOrOff = () =>
  z.stringbool({
    truthy: ['true', '1', 'on', 'yes'],
    falsy: ['false', '0', 'off', 'no'],
    error: 'must be true or false',
  });

const catalogUrl = z
  .string()
  .regex(/^(sqlite:.+|(mysql|mariadb):\/\/.+)$/, 'must be sqlite:<path>, mysql://… or mariadb://…');

const warehouseUrls = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(
    z
      .array(
        z
          .string()
          .regex(/^(chdb:.+|https?:\/\/.+)$/, 'must be chdb:<directory>, or http(s)://… (several: a comma between)'),
      )
      .min(1)
      .refine(
        (urls) => urls.length === 1 || urls.every((url) => url.startsWith('http')),
        'several addresses must all be http(s)://…',
      ),
  );

const identifier = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'must be letters, digits and underscores, not beginning with a digit');

/** Not where the Query API is: one path cannot be two. */
const pathPrefix = z
  .string()
  .regex(/^(\/[A-Za-z0-9_.~-]+)+$/, 'must be a path such as /mp/api, without a slash at its end')
  .refine((path) => !/^\/api\/(query|2\.0)$/.test(path), 'must be another path than that of the Query API');

/**
 * Every environment variable the server reads, with its default and its meaning. docs/configuration.md shows the
 * same table, and a test holds the two together. An empty variable counts as not set.
 */
export const settings = z.object({
  MUSTER_CATALOG_URL: catalogUrl
    .default('sqlite:./data/catalog.db')
    .describe(
      'The catalog: `sqlite:<path of the file>`, `mysql://user:password@host:port/database` or `mariadb://…`. The file or the tables are made at the start.',
    ),
  MUSTER_WAREHOUSE_URL: warehouseUrls
    .prefault('chdb:./data/warehouse')
    .describe(
      'The warehouse: `chdb:<directory>` for the embedded engine, or `http(s)://user:password@host:8123` for ClickHouse. For a cluster, the addresses of all its nodes with commas between them.',
    ),
  MUSTER_WAREHOUSE_CLUSTER: identifier
    .optional()
    .describe(
      'Name of the cluster in ClickHouse’s `remote_servers`. When set, tables are sharded over it; all its nodes must be named in `MUSTER_WAREHOUSE_URL`.',
    ),
  MUSTER_WAREHOUSE_DATABASE: identifier
    .default('muster')
    .describe('Database of the warehouse’s tables; made when missing.'),
  MUSTER_WAREHOUSE_READ_SESSIONS: integer(1, 24)
    .prefault('3')
    .describe('Questions that may run side by side; further ones wait their turn.'),
  MUSTER_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address to listen on. `0.0.0.0` or `::` opens the server to the network: put TLS in front.'),
  MUSTER_PORT: integer(0, 65_535).prefault('4000').describe('TCP port to listen on; `0` takes any free one.'),
  MUSTER_SDK_PATH_PREFIX: pathPrefix
    .optional()
    .describe(
      'Path under which the endpoints of the Mixpanel SDKs answer as well as at the root, such as `/mp/api`; for pages that send through a path of their own.',
    ),
  MUSTER_BODY_LIMIT_BYTES: integer(1_024, 1_073_741_824)
    .prefault('26214400')
    .describe(
      'Largest request body in bytes, counted after decompression. The server takes in eight such bodies at once; further large ones are answered 429.',
    ),
  MUSTER_TRUST_PROXY: onOrOff()
    .prefault('false')
    .describe('Take the client’s address from `X-Forwarded-For`. Only behind a proxy of your own.'),
  MUSTER_METRICS: onOrOff()
    .prefault('true')
    .describe('Serve `GET /metrics` for Prometheus. It needs no credentials and tells nothing about any project.'),
  MUSTER_SHUTDOWN_TIMEOUT_MS: integer(0, 600_000)
    .prefault('15000')
    .describe('At a stop, how long requests already begun may take to finish, in milliseconds.'),
  MUSTER_GRAPHIQL: onOrOff().prefault('true').describe('Serve the GraphiQL page at `/graphiql`.'),
  MUSTER_INTROSPECTION: onOrOff()
    .prefault('true')
    .describe('Let clients with credentials ask for the schema. GraphiQL’s docs and completion need it.'),
  MUSTER_GRAPHQL_MAX_DEPTH: integer(1, 1_000)
    .prefault('16')
    .describe('Deepest nesting of fields in one GraphQL document.'),
  MUSTER_GRAPHQL_MAX_ALIASES: integer(0, 10_000).prefault('30').describe('Most aliases in one GraphQL document.'),
  MUSTER_GRAPHQL_MAX_COST: integer(1, 1_000_000_000)
    .prefault('1000000')
    .describe('Largest cost of one GraphQL document: about one per field and object that the answer could hold.'),
  MUSTER_GRAPHQL_MAX_TOKENS: integer(100, 10_000_000)
    .prefault('100000')
    .describe('Most lexical tokens in one GraphQL document. Variables do not count: send large batches as variables.'),
  MUSTER_QUERY_TIMEOUT_MS: integer(100, 3_600_000)
    .prefault('30000')
    .describe('Longest a question may take, in milliseconds; then the engine’s work is stopped.'),
  MUSTER_QUERY_MAX_MEMORY_BYTES: integer(16_777_216, 1_099_511_627_776)
    .prefault('2147483648')
    .describe('Most memory the warehouse may take for one question, in bytes.'),
  MUSTER_QUERY_MAX_ROWS: integer(1, 1_000_000_000_000)
    .optional()
    .describe(
      'Most rows the warehouse may read for one question; one that needs more is refused with `QUERY_TOO_LARGE`. Not set: no bound.',
    ),
  MUSTER_INGESTION_MAX_PENDING_EVENTS: integer(2_000, 100_000_000)
    .prefault('200000')
    .describe('Most events waiting to be stored; past it callers are told to come back (`OVERLOADED`).'),
  MUSTER_INGESTION_MAX_PENDING_BYTES: integer(16_777_216, 17_179_869_184)
    .prefault('268435456')
    .describe('Most bytes of events waiting to be stored; past it callers are told to come back (`OVERLOADED`).'),
  MUSTER_INGESTION_FLUSH_INTERVAL_MS: integer(0, 1_000)
    .prefault('3')
    .describe('How long events of parallel requests are collected before they are stored together, in milliseconds.'),
  MUSTER_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('What is logged: `trace`, `debug`, `info`, `warn`, `error` or `silent`.'),
});

export type Settings = z.output<typeof settings>;
