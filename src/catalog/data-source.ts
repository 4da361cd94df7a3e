import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import mysql from 'mysql2';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { MusterError } from '../core/errors.js';
import { driverCode, translateFailure } from './catalog-failures.js';
import { entitiesOf } from './entities/all.js';
import type { CatalogEngine } from './entities/column-types.js';
import { migrations } from './migrations/all.js';

/** Where a catalog is: a file, or a database on a server. */
export type CatalogAddress =
  | { readonly kind: 'file'; readonly file: string }
  | {
      readonly kind: 'server';
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
      readonly database: string;
      readonly tls: boolean;
    };

const badUrl = (reason: string): MusterError =>
  new MusterError(
    'BAD_INPUT',
    `The catalog's URL ${reason}; write sqlite:<file>, mysql://user:password@host:3306/database or mariadb://…`,
  );

/**
 * Reads a catalog URL: `sqlite:<file>`, or `mysql://` or `mariadb://` with a database, and `?tls=true` for an encrypted
 * connection. Throws BAD_INPUT.
 */
export function parseCatalogUrl(text: string): CatalogAddress {
  if (text.startsWith('sqlite:')) {
    const file = text.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
    if (file === '' || file === ':memory:') throw badUrl('names no file');
    return { kind: 'file', file };
  }
  if (!URL.canParse(text)) throw badUrl('cannot be read');
  const url = new URL(text);
  if (url.protocol !== 'mysql:' && url.protocol !== 'mariadb:') throw badUrl('has an unknown scheme');
  const database = decodeURIComponent(url.pathname.slice(1));
  if (database === '') throw badUrl('names no database');
  return {
    kind: 'server',
    host: url.hostname,
    port: url.port === '' ? 3306 : Number(url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database,
    tls: url.searchParams.get('tls') === 'true',
  };
}

type ServerAddress = Extract<CatalogAddress, { kind: 'server' }>;

const connectTimeoutMs = 5_000;

const tlsOf = (address: ServerAddress): { ssl?: { minVersion: string } } =>
  address.tls ? { ssl: { minVersion: 'TLSv1.2' } } : {};

/** Writes and reads have connections of their own: a read inside a write waits for no other write to end. */
export type ConnectionRole = 'writer' | 'reader';

/**
 * What every connection to a server is set to. READ COMMITTED has no gap locks, so that writers of different new
 * profiles do not stand in each other's way. The mode is strict, so that text too long is refused and not cut, and
 * without the two modes under which the driver's quoting would not hold.
 */
const sessionStatements = (role: ConnectionRole): string[] => [
  "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO'",
  `SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, ${role === 'writer' ? 'READ WRITE' : 'READ ONLY'}`,
  'SET SESSION innodb_lock_wait_timeout = 10',
];

const mysqlDriver = (role: ConnectionRole) => ({
  ...mysql,
  createPool(options: mysql.PoolOptions): mysql.Pool {
    const pool = mysql.createPool(options);
    pool.on('connection', (connection) => {
      for (const statement of sessionStatements(role)) {
        // A connection whose settings could not be made must not be used.
        connection.query(statement, (error) => {
          if (error) connection.destroy();
        });
      }
    });
    return pool;
  },
});

/** What is known of a server before TypeORM connects to it. */
export interface ServerTraits {
  readonly engine: 'mysql' | 'mariadb';
  readonly version: string;
  /** How far generated ids of one statement lie apart; more than 1 where several servers take writes. */
  readonly idStep: number;
}

/** Asks a server what it is: the scheme of the URL does not say, both speak one protocol. */
export async function askServer(address: ServerAddress): Promise<ServerTraits> {
  const { host, port, user, password, database } = address;
  const options = { host, port, user, password, database, connectTimeout: connectTimeoutMs, ...tlsOf(address) };
  const connection = mysql.createConnection(options).promise();
  try {
    const [rows] = await connection.query<mysql.RowDataPacket[]>(
      'SELECT VERSION() AS version, @@auto_increment_increment AS idStep',
    );
    const version = String(rows[0]?.version);
    const engine = /mariadb/i.test(version) ? 'mariadb' : 'mysql';
    return { engine, version, idStep: Number(rows[0]?.idStep) };
  } catch (error) {
    throw explained(error, database);
  } finally {
    connection.destroy();
  }
}

function explained(error: unknown, database: string): unknown {
  const code = driverCode(error);
  const say = (message: string) => new MusterError('STORE_UNAVAILABLE', message, {}, { cause: error });
  if (code === 'ER_BAD_DB_ERROR') {
    return say(
      `The catalog's database is missing; run CREATE DATABASE \`${database}\` on the server, then start again.`,
    );
  }
  if (code === 'ER_ACCESS_DENIED_ERROR' || code === 'ER_DBACCESS_DENIED_ERROR') {
    return say("The catalog's server refuses user or password, or access to the database; check the catalog URL.");
  }
  return translateFailure(error);
}

/** TypeORM's data source for a server, with a pool of ten connections; a reader cannot write. Not connected yet. */
export function serverDataSource(
  address: ServerAddress,
  engine: 'mysql' | 'mariadb',
  role: ConnectionRole,
): DataSource {
  return new DataSource({
    ...commonOptions(engine),
    type: engine,
    driver: mysqlDriver(role),
    host: address.host,
    port: address.port,
    username: address.user,
    password: address.password,
    database: address.database,
    charset: 'utf8mb4',
    timezone: 'Z',
    supportBigNumbers: true,
    connectTimeout: connectTimeoutMs,
    poolSize: 10,
    ...tlsOf(address),
  });
}

/**
 * TypeORM's data source for a file; its folder is made if missing. A reader is a connection of its own that sees what
 * is committed and cannot write. Not connected yet.
 */
export function fileDataSource(file: string, role: ConnectionRole): DataSource {
  // The writer waits for other processes without blocking the event loop (transactions.ts); the driver would block it.
  const busyTimeoutMs = role === 'writer' ? 100 : 5_000;
  return new DataSource({
    ...commonOptions('sqlite'),
    type: 'better-sqlite3',
    driver: Database,
    database: file,
    prepareDatabase: (database: Database.Database) => {
      database.pragma(`busy_timeout = ${busyTimeoutMs}`);
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = FULL');
      if (role === 'reader') database.pragma('query_only = ON');
    },
  });
}

/** Makes the folder of a catalog file if it is missing. Throws STORE_UNAVAILABLE. */
export function makeFolderOf(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (cause) {
    const message =
      "The folder of the catalog's file cannot be made; check the path in the catalog URL and who may write there.";
    throw new MusterError('STORE_UNAVAILABLE', message, {}, { cause });
  }
}

function commonOptions(engine: CatalogEngine): Pick<DataSourceOptions, 'entities' | 'migrations'> {
  return { entities: entitiesOf(engine), migrations };
}
