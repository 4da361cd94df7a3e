import { type CompiledSql, compiled } from '../sql/compiled.js';
import { quoteIdentifier, quoteText } from '../sql/quote.js';
import { type TableDefinition, tables } from './tables.js';

/** Settings under which an insert is on disk when it returns. */
const durable = { fsync_after_insert: 1, fsync_part_directory: 1, min_rows_to_fsync_after_merge: 1 };

/** Maps are split into buckets by key when parts are merged, so that one property is read without the others. */
const bucketed = {
  map_serialization_version: "'with_buckets'",
  map_serialization_version_for_zero_level_parts: "'basic'",
  map_buckets_min_avg_size: 4,
  map_buckets_coefficient: 2,
};

/** The name of the table that keeps one node's rows in a cluster. */
export const localName = (name: string): string => `${name}_local`;

export const createDatabase = (database: string): CompiledSql =>
  compiled(`CREATE DATABASE IF NOT EXISTS ${quoteIdentifier(database)}`);

export const dropDatabase = (database: string): CompiledSql =>
  compiled(`DROP DATABASE IF EXISTS ${quoteIdentifier(database)} SYNC`);

/** Statements that create every table on a single node; each may run again. */
export const singleNodeTables = (database: string): readonly CompiledSql[] =>
  tables.flatMap((table) => [
    compiled(createMergeTree(database, table.name, table)),
    ...upgrade(database, table.name, table),
  ]);

/** Statements that create every table on one node of a cluster: its own rows, and the view over all nodes. */
export const clusterNodeTables = (database: string, cluster: string): readonly CompiledSql[] =>
  tables.flatMap((table) => {
    const local = localName(table.name);
    const target = [quoteText(cluster), quoteText(database), quoteText(local), table.shardBy].join(', ');
    const distributed =
      `CREATE TABLE IF NOT EXISTS ${quoteIdentifier(database)}.${quoteIdentifier(table.name)} (${columnList(table)})` +
      ` ENGINE = Distributed(${target}) COMMENT ${quoteText(table.comment)}`;
    return [
      compiled(createMergeTree(database, local, table)),
      ...upgrade(database, local, table),
      compiled(distributed),
      ...upgrade(database, table.name, { ...table, indexes: {} }),
    ];
  });

/** Statements that add what a table of an earlier version lacks; each may run again. */
function upgrade(database: string, name: string, { columns, added, indexes }: TableDefinition): CompiledSql[] {
  const alter = `ALTER TABLE ${quoteIdentifier(database)}.${quoteIdentifier(name)} ADD`;
  return added.flatMap((one) => {
    const type = columns[one];
    const index = Object.entries(indexes).find(([, body]) => body.startsWith(`${one} `));
    return [
      compiled(`${alter} COLUMN IF NOT EXISTS ${quoteIdentifier(one)} ${type}`),
      ...(index === undefined
        ? []
        : [compiled(`${alter} INDEX IF NOT EXISTS ${quoteIdentifier(index[0])} ${index[1]}`)]),
    ];
  });
}

function columnList(table: TableDefinition): string {
  return Object.entries(table.columns)
    .map(([name, type]) => `${quoteIdentifier(name)} ${type}`)
    .join(', ');
}

function createMergeTree(database: string, name: string, table: TableDefinition): string {
  const indexes = Object.entries(table.indexes).map(([index, body]) => `, INDEX ${quoteIdentifier(index)} ${body}`);
  const settings = Object.entries({
    ...durable,
    ...(table.hasProperties ? bucketed : {}),
    ...(table.rowsPerMark === null ? {} : { index_granularity: table.rowsPerMark }),
  });
  return [
    `CREATE TABLE IF NOT EXISTS ${quoteIdentifier(database)}.${quoteIdentifier(name)}`,
    `(${columnList(table)}${indexes.join('')})`,
    `ENGINE = ReplacingMergeTree${table.version === null ? '' : `(${quoteIdentifier(table.version)})`}`,
    table.partitionBy === null ? '' : `PARTITION BY ${table.partitionBy}`,
    table.primaryKey === null ? '' : `PRIMARY KEY ${table.primaryKey}`,
    `ORDER BY ${table.orderBy}`,
    `SETTINGS ${settings.map(([setting, value]) => `${setting} = ${value}`).join(', ')}`,
    `COMMENT ${quoteText(table.comment)}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}
