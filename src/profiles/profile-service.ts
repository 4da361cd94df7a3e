import type { Catalog, CatalogTransaction } from '../catalog/catalog.js';
import type { ProfileRow } from '../catalog/repositories/profiles.js';
import type { Clock } from '../core/clock.js';
import { type ErrorCode, MusterError } from '../core/errors.js';
import { limits } from '../core/limits.js';
import type { RequestContext } from '../core/model.js';
import type { Properties } from '../core/property-values.js';
import type { Identity } from '../identity/identity.js';
import type { GroupKeys } from '../projects/group-keys.js';
import { authorize } from '../projects/permissions.js';
import {
  checkId,
  checkOperation,
  checkProfileSize,
  checkResult,
  type IncomingOperation,
  operationBytes,
} from './check.js';
import { userSubject } from './copy-rows.js';
import { applyOperation, type ProfileOperation } from './operations.js';
import type { OutboxEntry, ProfileCopies } from './profile-copies.js';

/** Whose profile, as the caller names it. */
export type ProfileSubject =
  | { readonly kind: 'user'; readonly distinctId: string | number }
  /** `groupKey` is the key's name or its `dataGroupId`. */
  | { readonly kind: 'group'; readonly groupKey: string; readonly groupId: string | number };

/** One operation on one profile, as it comes in. */
export interface ProfileItem {
  readonly subject: ProfileSubject;
  readonly operation: IncomingOperation;
  /** Leaves the time of the profile's last update as it is. */
  readonly ignoreTime?: boolean;
  /** Takes a `$device:` id as it is, even if the device belongs to a user. */
  readonly ignoreAlias?: boolean;
}

/** What became of one item; `field` is the place in the item, or empty if the item as a whole is meant. */
export type ProfileOutcome =
  | { readonly index: number; readonly status: 'APPLIED' }
  | {
      readonly index: number;
      readonly status: 'REFUSED';
      readonly code: ErrorCode;
      readonly field: string;
      readonly message: string;
    };

/** A checked item with its subject resolved. */
interface Task {
  readonly index: number;
  readonly subjectKey: number;
  readonly subjectId: string;
  readonly operation: ProfileOperation;
  readonly ignoreTime: boolean;
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

/** Operations that share one transaction. */
const chunkSize = 200;
/** What an operation can add to a profile's JSON beyond its own: brackets and a comma for each property. */
const overhead = 4 * limits.profileProperties;

/** Applies operations to profiles of users and groups. */
export class ProfileService {
  constructor(
    private readonly catalog: Catalog,
    private readonly copies: ProfileCopies,
    private readonly groupKeys: GroupKeys,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  /**
   * Applies operations in order, each atomic, and tells for each what became of it: a refused one leaves its profile
   * as it was and does not hold up the others. When it returns, what was applied is on disk and every later question
   * sees it. A user id that stands for a device of a known user means that user. Profiles under an archived group key
   * may be written.
   *
   * Throws FORBIDDEN, BAD_INPUT for more than `limits.batchSize` items, and a store's error if nothing was applied. If a store fails
   * halfway, the items not applied are refused with the retryable code.
   */
  async apply(ctx: RequestContext, items: readonly ProfileItem[]): Promise<ProfileOutcome[]> {
    authorize(ctx.actor, 'EDIT_PROFILES');
    if (items.length > limits.batchSize) {
      throw new MusterError('BAD_INPUT', `Send at most ${limits.batchSize} operations at a time.`);
    }
    const projectId = ctx.project.id;
    const outcomes = new Map<number, ProfileOutcome>();
    const tasks = await this.#tasks(projectId, items, outcomes);
    const deliveries: Array<Promise<void>> = [];
    for (let start = 0; start < tasks.length; start += chunkSize) {
      try {
        const { refused, entries } = await this.#commit(projectId, tasks.slice(start, start + chunkSize));
        for (const outcome of refused) outcomes.set(outcome.index, outcome);
        deliveries.push(this.copies.deliver(entries));
      } catch (error) {
        // The commit itself may have been the last thing the store did.
        this.copies.lagBehind([projectId]);
        if (start === 0) throw error;
        for (const { index } of tasks.slice(start)) outcomes.set(index, refusal(index, error));
        break;
      }
    }
    await Promise.all(deliveries);
    return items.map((_, index) => outcomes.get(index) ?? { index, status: 'APPLIED' });
  }

  /** Profiles of one kind by id; ids without a profile are missing from the map. One query, whatever their number. */
  async load(projectId: number, subjectKey: number, ids: readonly string[]): Promise<Map<string, ProfileRow>> {
    return this.catalog.read.profiles.load(projectId, subjectKey, [...new Set(ids)]);
  }

  async #tasks(
    projectId: number,
    items: readonly ProfileItem[],
    outcomes: Map<number, ProfileOutcome>,
  ): Promise<Task[]> {
    const tasks: Array<Task & { readonly ignoreAlias: boolean }> = [];
    for (const [index, item] of items.entries()) {
      try {
        const subject = await this.#subject(projectId, item.subject);
        const operation = checkOperation(item.operation, item.subject.kind);
        const { ignoreTime = false, ignoreAlias = false } = item;
        tasks.push({ index, ...subject, operation, ignoreTime, ignoreAlias });
      } catch (error) {
        if (!(error instanceof MusterError) || error.retryable) throw error;
        outcomes.set(index, refusal(index, error));
      }
    }
    const aliased = tasks.filter(({ subjectKey, ignoreAlias }) => subjectKey === userSubject && !ignoreAlias);
    const canonical = await this.identity.canonicalIds(
      projectId,
      aliased.map(({ subjectId }) => subjectId),
    );
    return tasks.map((task) =>
      task.subjectKey === userSubject && !task.ignoreAlias
        ? { ...task, subjectId: canonical.get(task.subjectId) ?? task.subjectId }
        : task,
    );
  }

  async #subject(
    projectId: number,
    subject: ProfileSubject,
  ): Promise<{ readonly subjectKey: number; readonly subjectId: string }> {
    if (subject.kind === 'user') {
      return { subjectKey: userSubject, subjectId: checkId(subject.distinctId, 'distinctId') };
    }
    const subjectId = checkId(subject.groupId, 'groupId');
    const groupKey = await this.groupKeys.resolve(projectId, checkId(subject.groupKey, 'groupKey'));
    return { subjectKey: groupKey.id, subjectId };
  }

  async #commit(projectId: number, tasks: readonly Task[]): Promise<Committed> {
    const now = this.clock.now();
    return this.catalog.write(async (transaction) => {
      const drafts = await lockDrafts(transaction, projectId, tasks);
      const refused: ProfileOutcome[] = [];
      for (const task of tasks) {
        const draft = drafts.get(draftName(task));
        if (draft === undefined) continue;
        try {
          advance(draft, task, now);
        } catch (error) {
          if (!(error instanceof MusterError)) throw error;
          refused.push(refusal(task.index, error));
        }
      }
      return { refused, entries: await saveDrafts(transaction, projectId, [...drafts.values()]) };
    });
  }
}

interface Committed {
  readonly refused: readonly ProfileOutcome[];
  readonly entries: readonly OutboxEntry[];
}

function refusal(index: number, error: unknown): ProfileOutcome {
  if (!(error instanceof MusterError)) {
    return { index, status: 'REFUSED', code: 'INTERNAL', field: '', message: 'A fault of the server; not applied.' };
  }
  const { path = [], nearMatches = [] } = error.details;
  const missing = nearMatches.some((name) => !error.message.includes(name));
  const hint = missing ? ` Did you mean ${nearMatches.map((name) => JSON.stringify(name)).join(', ')}?` : '';
  const field = path.length === 0 && error.code.startsWith('GROUP_KEY') ? 'groupKey' : path.join('.');
  return { index, status: 'REFUSED', code: error.code, field, message: error.message + hint };
}

const draftName = ({ subjectKey, subjectId }: { subjectKey: number; subjectId: string }): string =>
  `${subjectKey} ${subjectId}`;

/** Locks the profiles the tasks are about, in one order for all callers, and starts a draft of each. */
async function lockDrafts(
  transaction: CatalogTransaction,
  projectId: number,
  tasks: readonly Task[],
): Promise<Map<string, Draft>> {
  const idsByKey = new Map<number, Set<string>>();
  for (const { subjectKey, subjectId } of tasks) {
    const ids = idsByKey.get(subjectKey) ?? new Set<string>();
    idsByKey.set(subjectKey, ids.add(subjectId));
  }
  const drafts = new Map<string, Draft>();
  for (const [subjectKey, ids] of [...idsByKey].sort(([a], [b]) => a - b)) {
    const rows = await transaction.profiles.lockAndLoad(projectId, subjectKey, [...ids]);
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
  for (const [position, { subjectKey, subjectId, properties, createdAt, updatedAt }] of changed.entries()) {
    const id = ids[position];
    if (id === undefined) throw new Error('the outbox gave fewer ids than rows');
    entries.push({ id, projectId, subjectKey, subjectId });
    if (properties !== null) {
      rows.push({ projectId, subjectKey, subjectId, properties, revision: id, createdAt, updatedAt });
    } else {
      removed.set(subjectKey, [...(removed.get(subjectKey) ?? []), subjectId]);
    }
  }
  if (rows.length > 0) await transaction.profiles.save(rows);
  for (const [subjectKey, subjectIds] of removed) {
    await transaction.profiles.remove(projectId, subjectKey, subjectIds);
  }
  return entries;
}
