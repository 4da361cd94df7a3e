import type { TableName } from '../warehouse.js';

/** One table as data; ddl.ts turns it into statements for one node or for a cluster. */
export interface TableDefinition {
  readonly name: TableName;
  /** What it is for, kept as the table's comment. */
  readonly comment: string;
  /** Column name to type, with defaults and codecs. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns that tables of earlier versions lack. */
  readonly added: readonly string[];
  readonly indexes: Readonly<Record<string, string>>;
  /** The column whose largest value wins among rows of one sorting key; null: rows of one key are the same. */
  readonly version: string | null;
  readonly partitionBy: string | null;
  readonly primaryKey: string | null;
  readonly orderBy: string;
  /** Rows between two marks of the primary key, which are read together; null: the engine's own, 8,192. */
  readonly rowsPerMark: number | null;
  /** Which node of a cluster keeps a row. */
  readonly shardBy: string;
  /** Whether rows carry a map of properties, which is then stored in buckets by name. */
  readonly hasProperties: boolean;
}

const properties = 'Map(LowCardinality(String), String) CODEC(ZSTD(1))';
const groupColumns = {
  group_keys: 'Array(UInt32)',
  group_ids: 'Array(String)',
  group_hashes: 'Array(UInt64) MATERIALIZED arrayMap((k, g) -> sipHash64(k, g), group_keys, group_ids)',
};

/** Every table of the warehouse. Hashes are computed by the engine, never in JavaScript. */
export const tables: readonly TableDefinition[] = [
  {
    name: 'events',
    comment: 'What happened, one row per event',
    columns: {
      project_id: 'UInt32',
      time: "DateTime64(3, 'UTC')",
      event_id: 'UUID',
      name: 'LowCardinality(String)',
      distinct_id: 'String',
      device_id: 'String',
      user_id: 'String',
      insert_id: 'String',
      actor_hash: 'UInt64 MATERIALIZED sipHash64(project_id, distinct_id)',
      ...groupColumns,
      properties,
      ingested_at: "DateTime64(3, 'UTC')",
      batch: 'UInt64',
    },
    added: ['batch'],
    indexes: {
      ingested: 'ingested_at TYPE minmax GRANULARITY 1',
      batches: 'batch TYPE minmax GRANULARITY 1',
    },
    version: null,
    partitionBy: 'toYear(time)',
    primaryKey: '(project_id, time)',
    orderBy: '(project_id, time, event_id)',
    rowsPerMark: null,
    shardBy: 'sipHash64(project_id, distinct_id)',
    hasProperties: true,
  },
  {
    name: 'unit_events',
    comment: 'Copy of the events, one row for each unit an event counts for, sorted by week and unit',
    columns: {
      project_id: 'UInt32',
      scope: 'UInt32',
      unit_hash: 'UInt64',
      // Every report reads it: within a unit its upper bits are the same, which this takes away quicker than LZ4 alone does.
      time: "DateTime64(3, 'UTC') CODEC(T64, LZ4)",
      event_id: 'UUID',
      name: 'LowCardinality(String)',
      distinct_id: 'String',
      actor_hash: 'UInt64 MATERIALIZED sipHash64(project_id, distinct_id)',
      siblings: 'UInt16',
      ...groupColumns,
      properties,
      ingested_at: "DateTime64(3, 'UTC')",
      batch: 'UInt64',
    },
    added: [],
    indexes: {},
    version: null,
    partitionBy: 'toYear(time)',
    primaryKey: '(project_id, scope, toMonday(time), unit_hash, time)',
    orderBy: '(project_id, scope, toMonday(time), unit_hash, time, event_id)',
    // A feed reads the properties of all rows between marks for the few of its unit.
    rowsPerMark: 2_048,
    shardBy: 'sipHash64(scope, unit_hash)',
    hasProperties: true,
  },
  {
    name: 'user_profiles',
    comment: 'Copy of the user profiles of the catalog, with the groups each user is in',
    columns: {
      project_id: 'UInt32',
      distinct_id: 'String',
      user_hash: 'UInt64 MATERIALIZED sipHash64(project_id, distinct_id)',
      version: 'UInt64',
      deleted: 'UInt8',
      properties,
      ...groupColumns,
    },
    added: [],
    indexes: {},
    version: 'version',
    partitionBy: null,
    primaryKey: null,
    orderBy: '(project_id, user_hash, distinct_id)',
    rowsPerMark: null,
    shardBy: 'sipHash64(project_id, distinct_id)',
    hasProperties: true,
  },
  {
    name: 'group_profiles',
    comment: 'Copy of the group profiles of the catalog',
    columns: {
      project_id: 'UInt32',
      group_key: 'UInt32',
      group_id: 'String',
      group_hash: 'UInt64 MATERIALIZED sipHash64(group_key, group_id)',
      version: 'UInt64',
      deleted: 'UInt8',
      properties,
    },
    added: [],
    indexes: {},
    version: 'version',
    partitionBy: null,
    primaryKey: null,
    orderBy: '(project_id, group_key, group_hash, group_id)',
    rowsPerMark: null,
    shardBy: 'sipHash64(group_key, group_id)',
    hasProperties: true,
  },
  {
    name: 'group_history',
    comment: 'Copy of the changes of group properties of the catalog',
    columns: {
      project_id: 'UInt32',
      group_key: 'UInt32',
      group_id: 'String',
      group_hash: 'UInt64 MATERIALIZED sipHash64(group_key, group_id)',
      name: 'LowCardinality(String)',
      at: "DateTime64(3, 'UTC')",
      revision: 'UInt64',
      value: 'String',
    },
    added: [],
    indexes: {},
    version: null,
    partitionBy: null,
    primaryKey: null,
    orderBy: '(project_id, group_key, name, group_hash, group_id, at, revision)',
    rowsPerMark: null,
    shardBy: 'sipHash64(group_key, group_id)',
    hasProperties: false,
  },
  {
    name: 'identity_links',
    comment: 'Copy of the device-to-user links of the catalog',
    columns: {
      project_id: 'UInt32',
      device_id: 'String',
      device_hash: "UInt64 MATERIALIZED sipHash64(project_id, concat('$device:', device_id))",
      user_id: 'String',
      user_hash: 'UInt64 MATERIALIZED sipHash64(project_id, user_id)',
    },
    added: [],
    indexes: {},
    version: null,
    partitionBy: null,
    primaryKey: null,
    orderBy: '(project_id, device_hash, device_id)',
    rowsPerMark: null,
    shardBy: 'sipHash64(project_id, device_id)',
    hasProperties: false,
  },
  {
    name: 'watermarks',
    comment: 'How far tables made of others have come',
    columns: { name: 'String', value: 'UInt64' },
    added: [],
    indexes: {},
    version: 'value',
    partitionBy: null,
    primaryKey: null,
    orderBy: 'name',
    rowsPerMark: null,
    shardBy: 'sipHash64(name)',
    hasProperties: false,
  },
  {
    name: 'known_actors',
    comment: 'Every distinct id some event has',
    columns: {
      project_id: 'UInt32',
      distinct_id: 'String',
      actor_hash: 'UInt64 MATERIALIZED sipHash64(project_id, distinct_id)',
    },
    added: [],
    indexes: {},
    version: null,
    partitionBy: null,
    primaryKey: null,
    orderBy: '(project_id, actor_hash, distinct_id)',
    rowsPerMark: null,
    shardBy: 'sipHash64(project_id, distinct_id)',
    hasProperties: false,
  },
  {
    name: 'known_groups',
    comment: 'Every group some event is in',
    columns: {
      project_id: 'UInt32',
      group_key: 'UInt32',
      group_id: 'String',
      group_hash: 'UInt64 MATERIALIZED sipHash64(group_key, group_id)',
    },
    added: [],
    indexes: {},
    version: null,
    partitionBy: null,
    primaryKey: null,
    orderBy: '(project_id, group_key, group_hash, group_id)',
    rowsPerMark: null,
    shardBy: 'sipHash64(group_key, group_id)',
    hasProperties: false,
  },
];
