import type { Catalog } from '../catalog/catalog.js';
import { MusterError } from '../core/errors.js';
import type { GroupKey, Project } from '../core/model.js';
import { isOverWithin } from '../core/within.js';
import { Coalescer } from '../identity/coalescer.js';
import { truncate } from '../warehouse/sql/builders.js';
import { print } from '../warehouse/sql/print.js';
import type { TableName, Warehouse } from '../warehouse/warehouse.js';
import { insertAgain } from '../warehouse/writer/insert-again.js';
import { type CopySource, copyRow, tableOf, userSubject } from './copy-rows.js';
import { historyRow } from './group-changes.js';
import { MembershipRewrites } from './membership-rewrites.js';

/** A committed change whose copy is due: one row of the outbox. */
export interface OutboxEntry {
  readonly id: number;
  readonly projectId: number;
  readonly subjectKey: number;
  readonly subjectId: string;
}

/** What is told to the log; never ids or values of a profile. */
export interface CopiesLog {
  warn(details: object, message: string): void;
}

export interface CopiesOptions {
  readonly log?: CopiesLog;
  /** How long a mutation or a question waits for copies, milliseconds. */
  readonly waitMs?: number;
  /** First and longest pause between attempts while the warehouse fails, milliseconds. */
  readonly retryMs?: { readonly first: number; readonly longest: number };
}

/** In the catalog's settings while copies are made anew, so that an interrupted rebuild is not taken for done. */
const rebuilding = 'rebuilding.profiles';
/** Profiles read, and rows inserted, at a time. */
const pageSize = 500;
/** Rows are inserted in parts of about this size, so that a page of large profiles stays small in memory. */
const insertBytes = 8_388_608;

/**
 * The warehouse's copies of user and group profiles. The catalog is the truth: each change commits there together
 * with an outbox row, and this class writes the copy and then removes the outbox row. Copies carry a version, so
 * writing one twice, or an older after a newer, changes nothing.
 */
export class ProfileCopies {
  readonly #delivery = new Coalescer<OutboxEntry>((entries) => this.#deliverAll(entries));
  /** How many deliveries of a project are under way. */
  readonly #underWay = new Map<number, number>();
  /** Projects with outbox rows nobody is delivering, with the number of the latest such change. */
  readonly #lagging = new Map<number, number>();
  #marks = 0;
  #sweeping: Promise<void> | null = null;
  #retry: NodeJS.Timeout | null = null;
  /** True from a delivery that failed to the next that succeeds. */
  #failing = false;
  #closed = false;
  /** Projects whose latest rewrite of memberships failed. */
  readonly #keysBehind = new Set<number>();
  readonly #rewrites: MembershipRewrites;
  readonly #waitMs: number;
  readonly #pause: { readonly first: number; readonly longest: number };
  #nextPause: number;

  constructor(
    private readonly catalog: Catalog,
    private readonly warehouse: Warehouse,
    private readonly options: CopiesOptions = {},
  ) {
    this.#rewrites = new MembershipRewrites(catalog, warehouse);
    this.#waitMs = options.waitMs ?? 5_000;
    this.#pause = options.retryMs ?? { first: 200, longest: 10_000 };
    this.#nextPause = this.#pause.first;
  }

  /**
   * Writes the copies of committed changes; changes of concurrent calls go together. Never rejects: if the warehouse
   * fails or is too slow, the outbox keeps the changes, they are tried again in the background, and {@link settled}
   * makes questions wait for them.
   */
  async deliver(entries: readonly OutboxEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const projects = new Set(entries.map(({ projectId }) => projectId));
    if (this.#failing) return this.lagBehind(projects);
    for (const id of projects) this.#underWay.set(id, (this.#underWay.get(id) ?? 0) + 1);
    try {
      await this.#inTime(this.#delivery.add(entries));
    } catch (error) {
      this.options.log?.warn({ err: error }, 'Copies of profiles could not be written; trying again.');
      this.#failing = true;
      this.lagBehind(projects);
    } finally {
      for (const id of projects) this.#finished(id);
    }
  }

  /**
   * Notes that these projects may have changes in the outbox that nobody is delivering, and has them delivered in
   * the background. Also for when it is not known whether a change was committed.
   */
  lagBehind(projectIds: Iterable<number>): void {
    for (const projectId of projectIds) this.#lagging.set(projectId, ++this.#marks);
    this.#sweepLater();
  }

  /**
   * Resolves when every change of the project that committed before this call is in the warehouse. To be awaited
   * before any question that reads profiles there. Throws STORE_UNAVAILABLE at once if they cannot be written, or
   * when it takes too long.
   */
  async settled(projectId: number): Promise<void> {
    if (![this.#underWay, this.#lagging, this.#keysBehind].some((behind) => behind.has(projectId))) return;
    try {
      await this.#inTime(this.#caughtUp(projectId));
    } catch (cause) {
      throw new MusterError(
        'STORE_UNAVAILABLE',
        'Changes of profiles have not reached the warehouse yet; ask again in a moment.',
        { retryAfterMs: 1_000 },
        { cause },
      );
    }
  }

  /**
   * Delivers everything in the outbox, and memberships of keys whose rewrite was interrupted; to be called before
   * serving. An interrupted rebuild is done again. Rejects if a store fails.
   */
  async drain(): Promise<void> {
    if ((await this.catalog.read.settings.get(rebuilding)) !== null) return this.rebuild();
    await this.#sweep();
    await this.#rewrites.catchUpAll();
  }

  /**
   * Brings the memberships of newly registered keys into the copies of the project's users. To be awaited before the
   * registration is answered. Never rejects: while the warehouse fails, {@link settled} makes questions wait.
   */
  async rewriteMemberships(project: Pick<Project, 'id'>): Promise<void> {
    try {
      await this.#catchUpKeys(project.id);
    } catch (error) {
      this.options.log?.warn({ err: error }, 'Memberships of a new group key could not be written; trying again.');
      this.lagBehind([project.id]);
    }
  }

  /**
   * Makes all copies anew from the catalog. `onProgress` is told how many of how many profiles are copied. No
   * profile may change meanwhile, and questions see too few profiles until it is done.
   */
  async rebuild(onProgress: (done: number, total: number) => void = () => undefined): Promise<void> {
    await this.catalog.write((transaction) => transaction.settings.set(rebuilding, 'yes'));
    const total = await this.catalog.read.profiles.countAll();
    for (const name of ['user_profiles', 'group_profiles']) await this.warehouse.command(print(truncate(name)));
    await this.#rebuildHistory();
    let done = 0;
    let after: Parameters<Catalog['read']['profiles']['page']>[0] = null;
    for (;;) {
      const rows = await this.catalog.read.profiles.page(after, pageSize);
      const last = rows.at(-1);
      if (last === undefined) break;
      await this.#insertCopies(rows, await this.#keysOf(rows));
      done += rows.length;
      onProgress(done, total);
      after = last;
    }
    await this.catalog.write((transaction) => transaction.settings.remove(rebuilding));
    await this.drain();
  }

  /** Stops trying in the background, after what is under way; what is left waits in the outbox for the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.#delivery.idle();
    await this.#sweeping?.catch(() => undefined);
    await this.#rewrites.idle();
  }

  async #caughtUp(projectId: number): Promise<void> {
    if (this.#underWay.has(projectId)) await this.#delivery.idle();
    while (this.#lagging.has(projectId)) await this.#sweep();
    if (this.#keysBehind.has(projectId)) await this.#catchUpKeys(projectId);
  }

  async #catchUpKeys(projectId: number): Promise<void> {
    try {
      await this.#rewrites.catchUp(projectId);
      this.#keysBehind.delete(projectId);
    } catch (error) {
      this.#keysBehind.add(projectId);
      throw error;
    }
  }

  #finished(projectId: number): void {
    const left = (this.#underWay.get(projectId) ?? 1) - 1;
    if (left > 0) this.#underWay.set(projectId, left);
    else this.#underWay.delete(projectId);
  }

  async #inTime(work: Promise<void>): Promise<void> {
    if (!(await isOverWithin(work, this.#waitMs))) throw new Error('the warehouse is too slow');
  }

  #sweepLater(): void {
    if (this.#retry !== null || this.#closed) return;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      // A question may have brought everything up to date meanwhile.
      if (this.#lagging.size === 0) return;
      this.#sweep().catch((error: unknown) => {
        this.options.log?.warn({ err: error }, 'Copies of profiles still cannot be written; trying again.');
      });
    }, this.#nextPause);
    this.#retry.unref();
    this.#nextPause = Math.min(this.#nextPause * 2, this.#pause.longest);
  }

  /** Delivers the outbox as it is; callers at the same time share one run. */
  #sweep(): Promise<void> {
    this.#sweeping ??= this.#sweepOnce().finally(() => {
      this.#sweeping = null;
      if (this.#lagging.size > 0) this.#sweepLater();
    });
    return this.#sweeping;
  }

  async #sweepOnce(): Promise<void> {
    const marks = [...this.#lagging];
    let afterId = 0;
    for (;;) {
      const entries = await this.catalog.read.outbox.pending(pageSize, afterId);
      const last = entries.at(-1);
      if (last === undefined) break;
      await this.#deliverAll(entries);
      afterId = last.id;
    }
    for (const projectId of this.#keysBehind) await this.#catchUpKeys(projectId);
    for (const [projectId, mark] of marks) {
      if (this.#lagging.get(projectId) === mark) this.#lagging.delete(projectId);
    }
    this.#failing = false;
    this.#nextPause = this.#pause.first;
  }

  async #deliverAll(entries: readonly OutboxEntry[]): Promise<void> {
    await this.#deliverPages(entries);
    this.#failing = false;
  }

  async #deliverPages(entries: readonly OutboxEntry[]): Promise<void> {
    for (let start = 0; start < entries.length; start += pageSize) {
      const page = entries.slice(start, start + pageSize);
      await this.#deliverHistory(page);
      await this.#deliverPage(page);
      await this.catalog.write((transaction) => transaction.outbox.remove(page.map(({ id }) => id)));
    }
  }

  /** Writes what became of the groups among the changed profiles; written twice, a change is the same. */
  async #deliverHistory(entries: readonly OutboxEntry[]): Promise<void> {
    const revisions = entries.flatMap(({ id, subjectKey }) => (subjectKey === userSubject ? [] : [id]));
    if (revisions.length === 0) return;
    const changes = await this.catalog.read.groupChanges.byRevisions(revisions);
    await insertAgain(this.warehouse, 'group_history', changes.map(historyRow));
  }

  async #rebuildHistory(): Promise<void> {
    await this.warehouse.command(print(truncate('group_history')));
    let afterId = 0;
    for (;;) {
      const changes = await this.catalog.read.groupChanges.page(afterId, pageSize);
      const last = changes.at(-1);
      if (last === undefined) return;
      await insertAgain(this.warehouse, 'group_history', changes.map(historyRow));
      afterId = last.id;
    }
  }

  /**
   * Writes the copies of what the catalog holds now. A key registered between the reading of the keys and the insert
   * would be missing from rows its rewrite has not seen; the generation tells, and the rows are made again.
   */
  async #deliverPage(entries: readonly OutboxEntry[]): Promise<void> {
    for (;;) {
      const before = await this.#keysOf(entries);
      const sources = await this.#sources(entries);
      await this.#insertCopies(sources, before);
      const after = await this.#generations(before.keys());
      if ([...before].every(([projectId, { generation }]) => after.get(projectId) === generation)) return;
    }
  }

  async #sources(entries: readonly OutboxEntry[]): Promise<CopySource[]> {
    const sources: CopySource[] = [];
    for (const [projectId, subjectKey, newest] of bySubjectKey(entries)) {
      const rows = await this.catalog.read.profiles.load(projectId, subjectKey, [...newest.keys()]);
      for (const [subjectId, outboxId] of newest) {
        const row = rows.get(subjectId);
        const { properties, revision } = row ?? { properties: null, revision: outboxId };
        sources.push({ projectId, subjectKey, subjectId, properties, revision });
      }
    }
    return sources;
  }

  async #insertCopies(sources: readonly CopySource[], keys: ReadonlyMap<number, ProjectKeys>): Promise<void> {
    const parts = new Map<TableName, { rows: string[]; length: number }>();
    for (const source of sources) {
      const { list, generation } = keys.get(source.projectId) ?? { list: [], generation: 0 };
      const table = tableOf(source.subjectKey);
      const part = parts.get(table) ?? { rows: [], length: 0 };
      parts.set(table, part);
      const row = copyRow(source, list, generation);
      part.rows.push(row);
      part.length += row.length;
      if (part.length < insertBytes) continue;
      await insertAgain(this.warehouse, table, part.rows);
      parts.delete(table);
    }
    for (const [table, { rows }] of parts) await insertAgain(this.warehouse, table, rows);
  }

  async #keysOf(subjects: ReadonlyArray<{ readonly projectId: number }>): Promise<Map<number, ProjectKeys>> {
    // The generation first: if a key comes in between, the rows carry it under the older generation, never the reverse.
    const generations = await this.#generations(subjects.map(({ projectId }) => projectId));
    const keys = new Map<number, ProjectKeys>();
    for (const [projectId, generation] of generations) {
      keys.set(projectId, { generation, list: await this.catalog.read.groupKeys.list(projectId) });
    }
    return keys;
  }

  async #generations(projectIds: Iterable<number>): Promise<Map<number, number>> {
    const generations = new Map<number, number>();
    for (const projectId of new Set(projectIds)) {
      generations.set(projectId, await this.catalog.read.projects.keyGeneration(projectId));
    }
    return generations;
  }
}

interface ProjectKeys {
  readonly generation: number;
  readonly list: readonly GroupKey[];
}

/** The subjects of some changes, each once with its newest change, by project and subject key. */
function bySubjectKey(entries: readonly OutboxEntry[]): Array<[number, number, Map<string, number>]> {
  const parts = new Map<string, [number, number, Map<string, number>]>();
  for (const { id, projectId, subjectKey, subjectId } of entries) {
    const name = `${projectId} ${subjectKey}`;
    const part = parts.get(name) ?? [projectId, subjectKey, new Map<string, number>()];
    parts.set(name, part);
    part[2].set(subjectId, Math.max(id, part[2].get(subjectId) ?? 0));
  }
  return [...parts.values()];
}
