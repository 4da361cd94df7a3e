import type { Catalog } from '../catalog/catalog.js';
import type { GroupChange } from '../catalog/repositories/group-changes.js';
import type { ProfileRow } from '../catalog/repositories/profiles.js';
import type { Clock } from '../core/clock.js';
import { MusterError } from '../core/errors.js';
import { limits } from '../core/limits.js';
import type { RequestContext } from '../core/model.js';
import type { Identity } from '../identity/identity.js';
import type { GroupKeys } from '../projects/group-keys.js';
import { authorize } from '../projects/permissions.js';
import { type Applied, applyTasks, type Task } from './apply-tasks.js';
import { checkId, checkOperation, checkOperationId, type IncomingOperation } from './check.js';
import { userSubject } from './copy-rows.js';
import { type ProfileOutcome, refusal } from './outcome.js';
import type { ProfileCopies } from './profile-copies.js';

export type { ProfileOutcome } from './outcome.js';

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
  /** Makes sending again safe: an id is applied once in its project. Left out or null: applied each time it is sent. */
  readonly operationId?: unknown;
}

export interface ApplyOptions {
  /** All items in one transaction, so that an error means that none was applied. Left out: 200 at a time. */
  readonly inOneTransaction?: boolean;
}

/** Operations that share one transaction, unless all of them are to. */
const chunkSize = 200;

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
   * A well-formed item whose operation id was applied before in this project, in this call or within
   * `limits.operationIdMs`, is a DUPLICATE whatever else it says, and changes nothing.
   *
   * Throws FORBIDDEN, BAD_INPUT for more than `limits.batchSize` items, and a store's error if nothing was applied. If a
   * store fails halfway, the items not applied are refused with the retryable code; never with `inOneTransaction`. A
   * connection that breaks in the very commit leaves open whether it happened: operation ids make sending again safe.
   */
  async apply(
    ctx: RequestContext,
    items: readonly ProfileItem[],
    { inOneTransaction = false }: ApplyOptions = {},
  ): Promise<ProfileOutcome[]> {
    authorize(ctx.actor, 'EDIT_PROFILES');
    if (items.length > limits.batchSize) {
      throw new MusterError('BAD_INPUT', `Send at most ${limits.batchSize} operations at a time.`);
    }
    const projectId = ctx.project.id;
    const outcomes = new Map<number, ProfileOutcome>();
    const tasks = await this.#tasks(projectId, items, outcomes);
    const deliveries: Array<Promise<void>> = [];
    const size = inOneTransaction ? limits.batchSize : chunkSize;
    for (let start = 0; start < tasks.length; start += size) {
      try {
        const applied = await this.#commit(projectId, tasks.slice(start, start + size));
        for (const outcome of applied.outcomes) outcomes.set(outcome.index, outcome);
        deliveries.push(this.copies.deliver(applied.entries));
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

  /** The latest changes of a property of a group, latest first. */
  async groupHistory(
    projectId: number,
    groupKeyId: number,
    groupId: string,
    name: string,
    limit: number,
  ): Promise<readonly GroupChange[]> {
    return this.catalog.read.groupChanges.latest({ projectId, groupKeyId, groupId, name }, limit);
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
        const operationId = checkOperationId(item.operationId);
        const { ignoreTime = false, ignoreAlias = false } = item;
        tasks.push({ index, ...subject, operation, ignoreTime, operationId, ignoreAlias });
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
    const groupKey = await this.groupKeys.resolve(projectId, checkId(subject.groupKey, 'groupKey'), ['groupKey']);
    return { subjectKey: groupKey.id, subjectId };
  }

  async #commit(projectId: number, tasks: readonly Task[]): Promise<Applied> {
    const now = this.clock.now();
    return this.catalog.write((transaction) => applyTasks(transaction, projectId, tasks, now));
  }
}
