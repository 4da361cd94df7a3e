import type { ColumnType, ValueTransformer } from 'typeorm';

/** The stores a catalog may live in. */
export type CatalogEngine = 'sqlite' | 'mysql' | 'mariadb';

/** The few column types that differ between engines; all others are the same word everywhere. */
export interface ColumnTypes {
  /** Text without a practical bound. MySQL's `text` ends at 64 KB. */
  readonly longText: ColumnType;
  /** A generated id that never runs out. SQLite generates only for the exact word `integer`. */
  readonly bigId: ColumnType;
}

/** The column types of one engine. */
export const columnTypesOf = (engine: CatalogEngine): ColumnTypes =>
  engine === 'sqlite' ? { longText: 'text', bigId: 'integer' } : { longText: 'longtext', bigId: 'bigint' };

/** MySQL hands bigints over as text. Ours stay below 2^53: milliseconds, counters and outbox ids. */
export const asNumber: ValueTransformer = {
  to: (value: number | null | undefined) => value,
  from: (value: number | string | null) => (value === null ? null : Number(value)),
};

/**
 * Columns of ids: room for 255 characters and the `$device:` prefix. They compare byte by byte on every engine: SQLite
 * does by itself, on MySQL and MariaDB the migration gives them a binary collation that does not pad with blanks.
 */
export const idLength = 300;
