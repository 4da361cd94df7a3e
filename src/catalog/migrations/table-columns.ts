import type { QueryRunner, TableColumnOptions } from 'typeorm';

/** Builds the columns of a migration for the engine it runs on, so that one migration serves all of them. */
export interface TableColumns {
  id(name: string): TableColumnOptions;
  bigId(name: string): TableColumnOptions;
  int(name: string, more?: Partial<TableColumnOptions>): TableColumnOptions;
  /** 64-bit: milliseconds, counters. */
  big(name: string, more?: Partial<TableColumnOptions>): TableColumnOptions;
  boolean(name: string): TableColumnOptions;
  /** Compared byte by byte, trailing blanks included. `length` in characters. */
  text(name: string, length: number, more?: Partial<TableColumnOptions>): TableColumnOptions;
  longText(name: string, more?: Partial<TableColumnOptions>): TableColumnOptions;
}

/**
 * The column builders for the engine behind `runner`. On MySQL and MariaDB every text column is utf8mb4 with that
 * engine's binary collation that does not ignore trailing blanks, whatever the database's own collation is.
 */
export function tableColumns(runner: QueryRunner): TableColumns {
  const { type } = runner.dataSource.options;
  const lite = type === 'better-sqlite3';
  const collation = type === 'mariadb' ? 'utf8mb4_nopad_bin' : 'utf8mb4_0900_bin';
  const binary = lite ? {} : { charset: 'utf8mb4', collation };
  const generated = { isPrimary: true, isGenerated: true, generationStrategy: 'increment' } as const;
  return {
    id: (name) => ({ name, type: lite ? 'integer' : 'int', ...generated }),
    bigId: (name) => ({ name, type: lite ? 'integer' : 'bigint', ...generated }),
    int: (name, more) => ({ name, type: lite ? 'integer' : 'int', ...more }),
    big: (name, more) => ({ name, type: 'bigint', ...more }),
    boolean: (name) => ({ name, type: lite ? 'boolean' : 'tinyint' }),
    text: (name, length, more) => ({ name, type: 'varchar', length: String(length), ...binary, ...more }),
    longText: (name, more) => ({ name, type: lite ? 'text' : 'longtext', ...binary, ...more }),
  };
}
