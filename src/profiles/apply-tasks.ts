import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CatalogTransaction } from '../catalog/catalog.js';
import type { GroupChange } from '../catalog/repositories/group-changes.js';
import type { ProfileRow } from '../catalog/repositories/profiles.js';
import { MusterError } from '../core/errors.js';
import { limits } from '../core/limits.js';
import type { Properties } from '../core/property-values.js';
import { checkProfileSize, checkResult, operationBytes } from './check.js';
import { userSubject } from './copy-rows.js';
import { changesBetween } from './group-changes.js';
import { applyOperation, type ProfileOperation } from './operations.js';
import { type ProfileOutcome, refusal } from './outcome.js';
import type { OutboxEntry } from './profile-copies.js';

/** A checked item with its subject resolved. */
export interface Task {
  readonly index: number;
  readonly subjectKey: number;
  readonly subjectId: string;
  readonly operation: ProfileOperation;
  readonly ignoreTime: boolean;
  /** Null: the operation is applied as often as it is sent. */
  readonly operationId: string | null;
}

/** What a transaction is about to commit. */
export interface Applied {
  /** The outcomes of tasks that changed nothing: refused ones and repeats. All others were applied. */
  readonly outcomes: readonly ProfileOutcome[];
  readonly entries: readonly OutboxEntry[];
}

/** A profile while the operations of one transaction run over it. */
interface Draft {
  readonly subjectKey: number;
  readonly subjectId: string;
  readonly stored: ProfileRow | undefined;
  properties: Properties | null;
  createdAt: number;
  updatedAt: number;
  /** No more bytes than this as JSON; undefined until the first operation that could make it larger. */
  sizeBound: number | undefined;
  touched: boolean;
}

/** Profiles held in memory at a time, however many one transaction changes. */
const profilesAtOnce = 200;
/** How long operations run before other requests get their turn, milliseconds: on large lists each takes some. */
const turnMs = 20;
/** What an operation can add to a profile's JSON beyond its own: brackets and a comma for each property. */
const overhead = 4 * limits.profileProperties;

/**
 * Applies tasks in order, within a transaction: each wholly, or not at all if it is refused or a repeat. The ids of those
 * that were applied are remembered in the same transaction, so a task and its id are on disk together or neither is.
 */
export async function applyTasks(
  transaction: CatalogTransaction,
  projectId: number,
  tasks: readonly Task[],
  now: number,
): Promise<Applied> {
  for (const [subjectKey, ids] of subjectsOf(tasks)) await transaction.profiles.lock(projectId, subjectKey, [...ids]);
  // After the locks: a sender of the same ids that was faster has committed them by now.
  const given = tasks.flatMap(({ operationId }) => (operationId === null ? [] : [operationId]));
  const known = await transaction.appliedOperations.known(projectId, given);
  const fresh: string[] = [];
  const outcomes: ProfileOutcome[] = [];
  const entries: OutboxEntry[] = [];
  let turnBegan = performance.now();
  for (const some of portionsOf(tasks)) {
    const drafts = await loadDrafts(transaction, projectId, some);
    for (const task of some) {
      if (performance.now() - turnBegan > turnMs) {
        await nextTurn();
        turnBegan = performance.now();
      }
      const outcome = applyOnce(task, drafts, known, now);
      if (outcome.status !== 'APPLIED') outcomes.push(outcome);
      else if (task.operationId !== null) fresh.push(task.operationId);
    }
    entries.push(...(await saveDrafts(transaction, projectId, [...drafts.values()], now)));
  }
  await transaction.appliedOperations.remember(projectId, fresh, now);
  return { outcomes, entries };
}

/** Applies a task to its draft unless its id is known, and makes its id known. */
function applyOnce(task: Task, drafts: ReadonlyMap<string, Draft>, known: Set<string>, now: number): ProfileOutcome {
  const { index, operationId } = task;
  if (operationId !== null && known.has(operationId)) return { index, status: 'DUPLICATE' };
  const draft = drafts.get(draftName(task));
  if (draft === undefined) throw new Error('a task has no draft');
  try {
    advance(draft, task, now);
  } catch (error) {
    if (!(error instanceof MusterError)) throw error;
    return refusal(index, error);
  }
  if (operationId !== null) known.add(operationId);
  return { index, status: 'APPLIED' };
}

/** The tasks in order, in portions that concern at most {@link profilesAtOnce} profiles each. */
function portionsOf(tasks: readonly Task[]): Task[][] {
  const portions: Task[][] = [];
  let portion: Task[] = [];
  let names = new Set<string>();
  for (const task of tasks) {
    const name = draftName(task);
    if (names.size === profilesAtOnce && !names.has(name)) {
      portions.push(portion);
      portion = [];
      names = new Set();
    }
    portion.push(task);
    names.add(name);
  }
  return [...portions, portion];
}

const draftName = ({ subjectKey, subjectId }: { subjectKey: number; subjectId: string }): string =>
  `${subjectKey} ${subjectId}`;

/** The ids of the profiles the tasks are about, by subject key, in the order in which all callers lock them. */
function subjectsOf(tasks: readonly Task[]): Array<[number, Set<string>]> {
  const idsByKey = new Map<number, Set<string>>();
  for (const { subjectKey, subjectId } of tasks) {
    const ids = idsByKey.get(subjectKey) ?? new Set<string>();
    idsByKey.set(subjectKey, ids.add(subjectId));
  }
  return [...idsByKey].sort(([a], [b]) => a - b);
}

/** Starts a draft of each profile the tasks are about. */
async function loadDrafts(
  transaction: CatalogTransaction,
  projectId: number,
  tasks: readonly Task[],
): Promise<Map<string, Draft>> {
  const drafts = new Map<string, Draft>();
  for (const [subjectKey, ids] of subjectsOf(tasks)) {
    const rows = await transaction.profiles.load(projectId, subjectKey, [...ids]);
    for (const subjectId of ids) {
      const stored = rows.get(subjectId);
      drafts.set(draftName({ subjectKey, subjectId }), {
        subjectKey,
        subjectId,
        stored,
        properties: stored?.properties ?? null,
        createdAt: stored?.createdAt ?? 0,
        updatedAt: stored?.updatedAt ?? 0,
        sizeBound: undefined,
        touched: false,
      });
    }
  }
  return drafts;
}

/** Applies one task to its draft, or throws and leaves the draft as it was. */
function advance(draft: Draft, task: Task, now: number): void {
  const { operation } = task;
  const before = draft.properties;
  const after = applyOperation(before, operation);
  checkResult(after, operation);
  if (after !== null && operation.op !== 'unset' && operation.op !== 'remove') {
    const bound = draft.sizeBound === undefined ? undefined : draft.sizeBound + operationBytes(operation) + overhead;
    draft.sizeBound = bound === undefined || bound > limits.profileBytes ? checkProfileSize(after) : bound;
  }
  draft.properties = after;
  if (before === null && after === null) return;
  draft.touched = true;
  if (before === null) draft.createdAt = now;
  if (before === null || !task.ignoreTime) draft.updatedAt = now;
}

/** Writes what changed, each with an outbox row whose id is its revision; returns these rows. */
async function saveDrafts(
  transaction: CatalogTransaction,
  projectId: number,
  drafts: readonly Draft[],
  now: number,
): Promise<OutboxEntry[]> {
  // Made and deleted again within one transaction: nobody has seen it.
  const changed = drafts.filter(({ touched, stored, properties }) => touched && (stored ?? properties) !== null);
  if (changed.length === 0) return [];
  const ids = await transaction.outbox.append(
    changed.map(({ subjectKey, subjectId }) => ({ projectId, subjectKey, subjectId })),
  );
  const entries: OutboxEntry[] = [];
  const rows: ProfileRow[] = [];
  const removed = new Map<number, string[]>();
  const changes: GroupChange[] = [];
  for (const [position, { subjectKey, subjectId, stored, properties, createdAt, updatedAt }] of changed.entries()) {
    const id = ids[position];
    if (id === undefined) throw new Error('the outbox gave fewer ids than rows');
    entries.push({ id, projectId, subjectKey, subjectId });
    if (subjectKey !== userSubject) {
      const group = { projectId, groupKeyId: subjectKey, groupId: subjectId, at: now, revision: id };
      for (const change of changesBetween(stored?.properties ?? {}, properties ?? {}))
        changes.push({ ...group, ...change });
    }
    if (properties !== null) {
      rows.push({ projectId, subjectKey, subjectId, properties, revision: id, createdAt, updatedAt });
    } else {
      removed.set(subjectKey, [...(removed.get(subjectKey) ?? []), subjectId]);
    }
  }
  await transaction.groupChanges.append(changes);
  if (rows.length > 0) await transaction.profiles.save(rows);
  for (const [subjectKey, subjectIds] of removed) {
    await transaction.profiles.remove(projectId, subjectKey, subjectIds);
  }
  return entries;
}
