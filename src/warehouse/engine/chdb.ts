import { mkdirSync } from 'node:fs';
import { Session } from 'chdb';
import { isOverBefore, isOverWithin } from '../../core/within.js';
import { createDatabase, singleNodeTables } from '../schema/ddl.js';
import { type CompiledSql, compiled } from '../sql/compiled.js';
import { quoteIdentifier, quoteText } from '../sql/quote.js';
import type {
  QueryOptions,
  QueryResult,
  TableName,
  Warehouse,
  WarehouseDescription,
  WarehouseLog,
} from '../warehouse.js';
import { type CutShort, cutShort } from './cut-short.js';
import { fromEngine, InsertCutShort, warehouseError } from './engine-errors.js';
import { parameterText } from './parameter-text.js';
import { SessionPool } from './session-pool.js';
import { commonSettings, distributedProductMode, type QueryLimits, scheduling } from './settings.js';

/** Questions that may wait for a session. */
const maxWaiting = 1_000;
/** Inserts that may run side by side: events, and beside them what they make known, profiles and links. */
const writeSessions = 3;
/** For the server's own look-ups, so that storing events never waits for a slow question: the writer's and a backfill's. */
const ownSessions = 2;
/** After how long a statement that was told to stop is told again, milliseconds; the pauses grow by a tenth, up to the last. */
const killAgain = { first: 50, last: 1_000 };

/** How long the engine is waited for. */
export interface Patience {
  /** After this long, and a second for each megabyte more, an insert is told to stop, milliseconds. */
  readonly insertMs: number;
  /** If a statement that was told to stop has not this much later, milliseconds, it is left alone with its session. */
  readonly stopMs: number;
}

/**
 * Far above what the largest insert takes on a busy disk, as one that is cut short may or may not have stored its rows; and
 * short, as all events wait for those that are being stored.
 */
const usualPatience: Patience = { insertMs: 20_000, stopMs: 10_000 };

export interface ChdbOptions {
  /** The directory; created if missing. */
  readonly path: string;
  readonly database: string;
  /** Questions that run at the same time. */
  readonly readSessions: number;
  readonly limits: QueryLimits;
  /** To be told of statements that never return. */
  readonly log?: WarehouseLog;
  readonly patience?: Patience;
}

const connectionArgs = Object.entries(scheduling).map(([name, value]) => `--${name}=${value}`);

/** No disk is as slow, bytes for each millisecond. */
const slowestInsert = 1_000;

/** What runs in a session. */
interface Running<T> {
  /** For the log. */
  readonly what: string;
  readonly session: Session;
  readonly answer: Promise<T>;
  /** By which the engine knows it. */
  readonly mark: string;
  /** Tells it to stop; what is thrown if it does, or if it never returns, is the reason. */
  readonly signal: AbortSignal;
}

/** A session for inserts, and the mark by which the engine knows what runs in it. */
interface Writer {
  readonly session: Session;
  readonly mark: string;
}

let marks = 0;

/** By which a statement is found among those that run. */
function newMark(): string {
  marks += 1;
  return `muster-${process.pid}-${marks}`;
}

/**
 * The engine inside this process. A session runs one statement after another, so inserts have a few sessions,
 * the server's own look-ups too, long changes one of their own, and questions share the rest. Values are bound with
 * SET param_…, not by the binding's own parameters: those are serialised over all sessions of the process.
 */
export class ChdbWarehouse implements Warehouse {
  readonly #path: string;
  readonly #database: string;
  readonly #limits: QueryLimits;
  readonly #patience: Patience;
  readonly #log: WarehouseLog | undefined;
  readonly #reads: SessionPool<Session>;
  readonly #own: SessionPool<Session>;
  readonly #writes: SessionPool<Writer>;
  readonly #changes: SessionPool<Session>;
  readonly #killer: Session;
  readonly #sessions = new Set<Session>();
  readonly #never = new AbortController().signal;
  /** Sessions that were given up, in which something still runs. */
  readonly #stuck = new Set<Session>();
  #closed = false;

  /** Opens the directory, creating it and the database if missing. Throws STORE_UNAVAILABLE. */
  constructor({ path, database, readSessions, limits, log, patience = usualPatience }: ChdbOptions) {
    this.#path = path;
    this.#database = database;
    this.#limits = limits;
    this.#patience = patience;
    this.#log = log;
    try {
      mkdirSync(path, { recursive: true });
      const open = (count: number) => Array.from({ length: count }, () => this.#open());
      this.#killer = this.#open();
      this.#changes = new SessionPool(open(1), maxWaiting);
      this.#own = new SessionPool(open(ownSessions), maxWaiting);
      this.#reads = new SessionPool(open(readSessions), maxWaiting);
      const writers = Array.from({ length: writeSessions }, () => this.#openWriter());
      this.#writes = new SessionPool(writers, maxWaiting);
    } catch (error) {
      throw warehouseError('STORE_UNAVAILABLE', error);
    }
  }

  get isStuck(): boolean {
    return this.#stuck.size > 0;
  }

  async prepare(): Promise<void> {
    for (const statement of singleNodeTables(this.#database)) await this.command(statement);
  }

  async query<Row>(sql: CompiledSql, options: QueryOptions = {}): Promise<QueryResult<Row>> {
    const cut = cutShort(options, this.#limits.timeoutMs);
    try {
      const ownWork = options.ownWork === true;
      return await this.#sessionsFor(ownWork).with(cut.signal, (session) => this.#ask<Row>(session, sql, cut, ownWork));
    } catch (error) {
      throw this.#translate(error);
    } finally {
      cut.done();
    }
  }

  async insert(table: TableName, rows: readonly string[]): Promise<void> {
    if (rows.length === 0) return;
    const values = Buffer.from(rows.join('\n'), 'utf8');
    try {
      await this.#writes.with(this.#never, (free) => this.#store(free, table, values));
    } catch (error) {
      throw this.#translate(error);
    }
  }

  async command(sql: CompiledSql): Promise<void> {
    try {
      await this.#changes.with(this.#never, (session) => session.queryAsync(`${bind(sql, {})}${sql.text}`));
    } catch (error) {
      throw this.#translate(error);
    }
  }

  async ping(): Promise<void> {
    await this.query(compiled('SELECT 1'), { timeoutMs: 5_000 });
  }

  async describe(): Promise<WarehouseDescription> {
    const { rows } = await this.query<{ version: string }>(compiled('SELECT version() AS version'));
    return { engine: 'chdb', version: rows[0]?.version ?? '', nodes: 1 };
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.all([this.#reads, this.#own, this.#writes, this.#changes].map((sessions) => sessions.drain()));
    for (const session of this.#sessions) this.#closeSession(session);
  }

  #open(): Session {
    const session = new Session(this.#path, { connectionArgs });
    this.#sessions.add(session);
    const settings = Object.entries(commonSettings).map(([name, value]) => `${name} = ${value}`);
    session.query(createDatabase(this.#database).text);
    session.query(`USE ${quoteIdentifier(this.#database)}`);
    session.query(`SET ${settings.join(', ')}, distributed_product_mode = ${quoteText(distributedProductMode)}`);
    return session;
  }

  #closeSession(session: Session): void {
    if (this.#sessions.delete(session)) session.close();
  }

  /** One thread is as fast for inserts, and leaves out parts of the engine in which some were seen to hang: docs/decisions/0007-sessions.md. */
  #openWriter(): Writer {
    const session = this.#open();
    const mark = newMark();
    session.query(`SET log_comment = ${quoteText(mark)}, max_threads = 1, input_format_parallel_parsing = 0`);
    return { session, mark };
  }

  async #store(free: Writer, table: TableName, values: Buffer): Promise<void> {
    const late = new AbortController();
    const patienceMs = this.#patience.insertMs + values.length / slowestInsert;
    const answer = free.session.insert({ table, values, format: 'JSONEachRow' });
    const timer = setTimeout(() => late.abort(new InsertCutShort(table, answer)), patienceMs);
    try {
      await this.#untilOver({ ...free, what: `an insert into ${table}`, answer, signal: late.signal }, () =>
        this.#writes.giveUp(free, () => this.#openWriter()),
      );
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Waits for a statement, and tells it to stop when the signal says so; an aborted promise alone does not. One that
   * never returns, as the engine was seen to have a few times, would hold up all that come after it and the stop of
   * the server: it is left alone, and `giveUp` takes its session out of use.
   */
  async #untilOver<T>({ what, answer, session, mark, signal }: Running<T>, giveUp: () => void): Promise<T> {
    if (await isOverBefore(answer, signal)) return await answer;
    this.#killUntilOver(mark, answer);
    try {
      if (await isOverWithin(answer, this.#patience.stopMs)) return await answer;
    } catch {
      throw signal.reason;
    }
    this.#stuck.add(session);
    this.#log?.error(
      { what },
      'a statement of the warehouse does not stop, and is left alone; if it never ends, this process is killed when it has stopped',
    );
    const isBack = () => {
      this.#stuck.delete(session);
      this.#closeSession(session);
    };
    answer.then(isBack, isBack);
    giveUp();
    throw signal.reason;
  }

  #sessionsFor(ownWork: boolean): SessionPool<Session> {
    return ownWork ? this.#own : this.#reads;
  }

  async #ask<Row>(session: Session, sql: CompiledSql, cut: CutShort, ownWork: boolean): Promise<QueryResult<Row>> {
    if (cut.signal.aborted) throw cut.signal.reason;
    const mark = newMark();
    const prefix = bind(sql, {
      max_execution_time: cut.timeoutMs / 1_000,
      max_memory_usage: this.#limits.maxMemoryBytes,
      max_rows_to_read: ownWork ? 0 : (this.#limits.maxRowsToRead ?? 0),
      log_comment: mark,
    });
    const startedAt = performance.now();
    const answer = session.queryAsync(`${prefix}${sql.text}`, { format: 'JSON' });
    const result = await this.#untilOver({ what: 'a question', session, answer, mark, signal: cut.signal }, () =>
      this.#sessionsFor(ownWork).giveUp(session, () => this.#open()),
    );
    const { data, statistics } = parseAnswer<Row>(result.text());
    const elapsedMs = performance.now() - startedAt;
    return { rows: data, statistics: { elapsedMs, rowsRead: statistics.rows_read, bytesRead: statistics.bytes_read } };
  }

  /**
   * KILL QUERY from another session, sent again until the answer is there, because the engine may not have started the
   * statement yet. Synchronous, as it takes milliseconds and must not wait for a thread that questions hold.
   * (KILL … SYNC would wait for ever here.)
   */
  #killUntilOver(mark: string, answer: Promise<unknown>): void {
    let timer: NodeJS.Timeout | undefined;
    let pauseMs = killAgain.first;
    const kill = () => {
      if (!this.#sessions.has(this.#killer)) return;
      try {
        this.#killer.query(`KILL QUERY WHERE Settings['log_comment'] = ${quoteText(mark)} ASYNC`);
      } catch {
        // The next attempt, or the engine's own time limit, ends it.
      }
      timer = setTimeout(kill, pauseMs);
      pauseMs = Math.min(pauseMs * 1.1, killAgain.last);
    };
    const over = () => clearTimeout(timer);
    answer.then(over, over);
    kill();
  }

  #translate(error: unknown): Error {
    return this.#closed ? warehouseError('STORE_UNAVAILABLE', error) : fromEngine(error);
  }
}

/** The SET statement before a question: its values, and settings of this question alone. */
function bind(sql: CompiledSql, settings: Readonly<Record<string, number | string>>): string {
  const values = Object.entries(sql.params).map(
    ([name, value]) => `param_${name} = ${quoteText(parameterText(value))}`,
  );
  const others = Object.entries(settings).map(
    ([name, value]) => `${name} = ${typeof value === 'number' ? value : quoteText(value)}`,
  );
  const all = [...values, ...others];
  return all.length === 0 ? '' : `SET ${all.join(', ')}; `;
}

/** An answer in the engine's format JSON, which alone tells what was read for it. A statement without an answer has none. */
interface EngineAnswer<Row> {
  readonly data: Row[];
  readonly statistics: { readonly rows_read: number; readonly bytes_read: number };
}

/** With what such an answer begins. A line break is escaped wherever it is part of a value. */
const beginning = '{\n\t"meta":';

/**
 * Reads an answer. Of a question that was stopped a session keeps what the engine had written, and hands it out before the
 * next answer: what counts is the last.
 */
function parseAnswer<Row>(text: string): EngineAnswer<Row> {
  const begin = text.lastIndexOf(beginning);
  if (begin < 0) return { data: [], statistics: { rows_read: 0, bytes_read: 0 } };
  return JSON.parse(text.slice(begin));
}
