import type { Catalog, CatalogTransaction } from '../catalog/catalog.js';
import type { Clock } from '../core/clock.js';
import { type ErrorDetails, MusterError } from '../core/errors.js';
import { newDataGroupId } from '../core/ids.js';
import { limits } from '../core/limits.js';
import type { CompanyKey, GroupKey, Project, RequestContext } from '../core/model.js';
import { findGroupKey } from './find-group-key.js';
import { checkGroupKeyName, checkLabel } from './group-key-rules.js';
import { authorize } from './permissions.js';
import { ShortCache } from './short-cache.js';

/** How long the list may be answered from memory, milliseconds. Changes in this process take effect at once. */
const keepMs = 1_000;

/** What makes memberships of a key visible in profiles written before the key was registered (ProfileCopies does). */
export interface MembershipRewriter {
  /** Brings the warehouse's copies of the project's users up to date with its keys, or sees to it that questions wait. */
  rewriteMemberships(project: Pick<Project, 'id'>): Promise<void>;
}

const archivedError = (groupKey: GroupKey): MusterError =>
  new MusterError('GROUP_KEY_ARCHIVED', `The group key "${groupKey.key}" is archived; restore it first.`);

function existsError({ key, archivedAt }: GroupKey): MusterError {
  const how = archivedAt === null ? 'already' : 'already, archived: restore it';
  return new MusterError('GROUP_KEY_EXISTS', `The project has the group key "${key}" ${how}.`);
}

/** The registered group keys of each project, and which of them is the company key. */
export class GroupKeys {
  readonly #lists: ShortCache<number, readonly GroupKey[]>;

  constructor(
    private readonly catalog: Catalog,
    private readonly memberships: MembershipRewriter,
    private readonly clock: Clock,
  ) {
    this.#lists = new ShortCache(clock, keepMs);
  }

  /** The project's keys in the order they were added, archived ones included. */
  list(projectId: number, options: { readonly fresh?: boolean } = {}): Promise<readonly GroupKey[]> {
    if (options.fresh === true) this.#lists.clear(projectId);
    return this.#lists.get(projectId, () => this.catalog.read.groupKeys.list(projectId));
  }

  /**
   * Finds a key by its exact name, else by its dataGroupId.
   * @param path where in the request the name stands
   * @throws MusterError GROUP_KEY_UNKNOWN with the path and near matches
   */
  async resolve(
    projectId: number,
    nameOrDataGroupId: string,
    path: NonNullable<ErrorDetails['path']>,
  ): Promise<GroupKey> {
    return findGroupKey(nameOrDataGroupId, await this.list(projectId), path);
  }

  /**
   * Registers a key. Events are attributed by it from the moment this returns, and users whose profile has the property
   * already belong to its groups.
   * @throws MusterError FORBIDDEN, GROUP_KEY_INVALID, GROUP_KEY_EXISTS, GROUP_KEY_LIMIT, BAD_INPUT (displayName)
   */
  async add(ctx: RequestContext, input: { readonly key: string; readonly displayName: string }): Promise<GroupKey> {
    authorize(ctx.actor, 'MANAGE_KEYS');
    checkGroupKeyName(input.key);
    const displayName = checkLabel(input.displayName, 'displayName');
    const projectId = ctx.project.id;
    const groupKey = await this.#change(projectId, async (tx) => {
      await tx.projects.lock(projectId);
      const keys = await tx.groupKeys.list(projectId);
      const known = keys.find(({ key }) => key === input.key);
      if (known !== undefined) throw existsError(known);
      if (keys.length >= limits.groupKeysPerProject) {
        throw new MusterError('GROUP_KEY_LIMIT', `A project may have ${limits.groupKeysPerProject} group keys.`);
      }
      const dataGroupId = newDataGroupId();
      const createdAt = new Date(this.clock.now());
      const added = await tx.groupKeys.insert({ projectId, key: input.key, displayName, dataGroupId, createdAt });
      await tx.projects.bumpKeyGeneration(projectId);
      return added;
    }).catch(async (error: unknown) => {
      // The commit may have been the last thing the store did: then the key is there, and its members must be.
      if (error instanceof MusterError && error.retryable) await this.memberships.rewriteMemberships(ctx.project);
      throw error;
    });
    await this.memberships.rewriteMemberships(ctx.project);
    // Once more, so that no list read from before the commit outlives the rewrite.
    this.#lists.clear(projectId);
    return groupKey;
  }

  /**
   * Changes the display name; the key itself is for ever.
   * @param groupKey name or dataGroupId
   * @throws MusterError FORBIDDEN, GROUP_KEY_UNKNOWN, BAD_INPUT
   */
  async rename(ctx: RequestContext, groupKey: string, displayName: string): Promise<GroupKey> {
    authorize(ctx.actor, 'MANAGE_KEYS');
    const checked = checkLabel(displayName, 'displayName');
    const { id } = await this.resolve(ctx.project.id, groupKey, ['key']);
    return this.#change(ctx.project.id, async (tx) => {
      await tx.groupKeys.rename(id, checked);
      return this.#existing(tx, id);
    });
  }

  /**
   * Ends attribution by the key from now on; what was attributed stays and can be asked about. Archiving an archived
   * key changes nothing and keeps the time of the first. An archived company key stays the company key.
   * @throws MusterError FORBIDDEN, GROUP_KEY_UNKNOWN
   */
  archive(ctx: RequestContext, groupKey: string): Promise<GroupKey> {
    return this.#setArchived(ctx, groupKey, new Date(this.clock.now()));
  }

  /**
   * Attributes events by the key again, from now on. Restoring a key that is not archived changes nothing.
   * @throws MusterError FORBIDDEN, GROUP_KEY_UNKNOWN
   */
  restore(ctx: RequestContext, groupKey: string): Promise<GroupKey> {
    return this.#setArchived(ctx, groupKey, null);
  }

  /** The company key, or null where none is set. */
  async companyKey(projectId: number): Promise<CompanyKey | null> {
    const set = await this.catalog.read.projects.companyKey(projectId);
    if (set === null) return null;
    const inList = (await this.list(projectId)).find(({ id }) => id === set.groupKeyId);
    const groupKey = inList ?? (await this.catalog.read.groupKeys.byId(set.groupKeyId));
    return groupKey === null ? null : { groupKey, nameProperty: set.nameProperty };
  }

  /**
   * Makes a key the company key.
   * @param nameProperty the group property that holds a company's name
   * @throws MusterError FORBIDDEN, GROUP_KEY_UNKNOWN, GROUP_KEY_ARCHIVED, COMPANY_KEY_ALREADY_SET, BAD_INPUT
   */
  async setCompanyKey(ctx: RequestContext, groupKey: string, nameProperty: string): Promise<CompanyKey> {
    authorize(ctx.actor, 'MANAGE_KEYS');
    checkLabel(nameProperty, 'nameProperty');
    const projectId = ctx.project.id;
    const { id } = await this.resolve(projectId, groupKey, ['groupKey']);
    const set = await this.#change(projectId, async (tx) => {
      await tx.projects.lock(projectId);
      if ((await tx.projects.companyKey(projectId)) !== null) {
        throw new MusterError('COMPANY_KEY_ALREADY_SET', 'A company key is set: unset it first, then set the other.');
      }
      const current = await this.#existing(tx, id);
      if (current.archivedAt !== null) throw archivedError(current);
      await tx.projects.setCompanyKey(projectId, { groupKeyId: id, nameProperty });
      return current;
    });
    return { groupKey: set, nameProperty };
  }

  /**
   * Makes no key the company key; profiles and attribution stay as they are.
   * @returns the key that was the company key
   * @throws MusterError FORBIDDEN, COMPANY_KEY_NOT_SET
   */
  async unsetCompanyKey(ctx: RequestContext): Promise<CompanyKey> {
    authorize(ctx.actor, 'MANAGE_KEYS');
    const projectId = ctx.project.id;
    return this.#change(projectId, async (tx) => {
      await tx.projects.lock(projectId);
      const set = await tx.projects.companyKey(projectId);
      if (set === null) throw new MusterError('COMPANY_KEY_NOT_SET', 'No company key is set in this project.');
      await tx.projects.setCompanyKey(projectId, null);
      return { groupKey: await this.#existing(tx, set.groupKeyId), nameProperty: set.nameProperty };
    });
  }

  /** Forgets what is kept in memory of a project. */
  invalidate(projectId: number): void {
    this.#lists.clear(projectId);
  }

  async #setArchived(ctx: RequestContext, groupKey: string, at: Date | null): Promise<GroupKey> {
    authorize(ctx.actor, 'MANAGE_KEYS');
    const { id } = await this.resolve(ctx.project.id, groupKey, ['key']);
    return this.#change(ctx.project.id, async (tx) => {
      await tx.projects.lock(ctx.project.id);
      const current = await this.#existing(tx, id);
      if ((current.archivedAt === null) === (at === null)) return current;
      await tx.groupKeys.setArchived(id, at);
      return { ...current, archivedAt: at };
    });
  }

  /** A write after which nobody in this process is answered from before it, also if it failed half-way. */
  async #change<Result>(projectId: number, work: (tx: CatalogTransaction) => Promise<Result>): Promise<Result> {
    try {
      return await this.catalog.write(work);
    } finally {
      this.#lists.clear(projectId);
    }
  }

  async #existing(tx: CatalogTransaction, id: number): Promise<GroupKey> {
    const groupKey = await tx.groupKeys.byId(id);
    if (groupKey === null) throw new Error(`the group key ${id}, which nothing deletes, is gone`);
    return groupKey;
  }
}
