import type { CatalogTransaction } from '../catalog/catalog.js';
import type { CohortRow } from '../catalog/repositories/cohorts.js';
import type { SavedReportRow } from '../catalog/repositories/saved-reports.js';
import type { Clock } from '../core/clock.js';
import { MusterError } from '../core/errors.js';
import { newObjectId } from '../core/ids.js';
import { checkedDescription, checkedName } from '../core/labels.js';
import type { GroupKey, Project, RequestContext } from '../core/model.js';
import { authorize } from '../projects/permissions.js';
import { bindGroupFilter, bindUserFilter, type FigureBinder } from './bind.js';
import { badInput } from './bind-checks.js';
import { cohortsNamedIn } from './cohort-references.js';
import type { GroupFilter, UserFilter } from './filter.js';
import { type CohortReader, loadScope } from './scope.js';
import { readGroupFilter, readUserFilter, storeFilter } from './stored-filter.js';

interface SavedCohortBase {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type SavedUserCohort = SavedCohortBase & { readonly unit: 'USERS'; readonly filter: UserFilter };
export type SavedGroupCohort = SavedCohortBase & {
  readonly unit: 'GROUPS';
  readonly groupKey: GroupKey;
  readonly filter: GroupFilter;
};
export type SavedCohort = SavedUserCohort | SavedGroupCohort;

/** What of a cohort is to change; left out stays. */
export interface CohortChange<Filter> {
  readonly name?: string;
  readonly description?: string;
  readonly filter?: Filter;
}

interface SavedCohortsParts {
  readonly catalog: {
    readonly read: { readonly cohorts: CohortReader & Pick<CatalogTransaction['cohorts'], 'byId'> };
    write<T>(work: (transaction: CatalogTransaction) => Promise<T>): Promise<T>;
  };
  readonly groupKeys: { list(projectId: number): Promise<readonly GroupKey[]> };
  readonly clock: Clock;
  readonly figuresIn: (project: Project) => FigureBinder;
  /** The saved cohorts that a saved report uses. */
  readonly cohortsOfReport: (report: SavedReportRow) => readonly string[];
}

/** Bytes of a filter's JSON. It holds at most 200 conditions, but each may name 1,000 values. */
const maxFilterBytes = 1_048_576;

/**
 * Filters kept under a name. Who is in a cohort is asked anew each time. Every filter is bound before it is stored,
 * inside the transaction that stores it, so no cohort can come to use itself or another that is not there.
 */
export class SavedCohorts {
  constructor(private readonly parts: SavedCohortsParts) {}

  /**
   * Saves a filter over users.
   * @throws MusterError what {@link bindUserFilter} throws; BAD_INPUT; FORBIDDEN
   */
  async createUserCohort(ctx: RequestContext, input: Required<CohortChange<UserFilter>>): Promise<SavedUserCohort> {
    const row = await this.#create(ctx, input, null);
    return asUserCohort(row);
  }

  /** Saves a filter over the groups of a key; throws as {@link createUserCohort} does. */
  async createGroupCohort(
    ctx: RequestContext,
    groupKey: GroupKey,
    input: Required<CohortChange<GroupFilter>>,
  ): Promise<SavedGroupCohort> {
    if (groupKey.projectId !== ctx.project.id) throw new Error('a group key of another project');
    const row = await this.#create(ctx, input, groupKey);
    return asGroupCohort(row, [groupKey]);
  }

  /**
   * Changes a cohort of users.
   * @throws MusterError NOT_FOUND; COHORT_WRONG_UNIT if it is one of groups; COHORT_CYCLE; what creating throws
   */
  async updateUserCohort(ctx: RequestContext, id: string, change: CohortChange<UserFilter>): Promise<SavedUserCohort> {
    const groupKeys = await this.#groupKeys(ctx);
    return asUserCohort(
      await this.#update(ctx, id, 'USERS', change, async (row, filter, reader) => {
        const given = { ...this.#given(ctx, groupKeys), changing: row.id };
        bindUserFilter(filter, await loadScope(row.projectId, filter, given, reader), ['where']);
      }),
    );
  }

  /** Changes a cohort of groups; its key stays. Throws as {@link updateUserCohort} does. */
  async updateGroupCohort(
    ctx: RequestContext,
    id: string,
    change: CohortChange<GroupFilter>,
  ): Promise<SavedGroupCohort> {
    const groupKeys = await this.#groupKeys(ctx);
    const row = await this.#update(ctx, id, 'GROUPS', change, async (found, filter, reader) => {
      const given = { ...this.#given(ctx, groupKeys), changing: found.id };
      bindGroupFilter(filter, keyOf(found), await loadScope(found.projectId, filter, given, reader), ['where']);
    });
    return asGroupCohort(row, groupKeys);
  }

  /**
   * Deletes a cohort.
   * @throws MusterError NOT_FOUND; COHORT_IN_USE with the ids of the cohorts and reports that use it
   */
  async delete(ctx: RequestContext, id: string): Promise<void> {
    authorize(ctx.actor, 'SAVE_COHORTS');
    await this.parts.catalog.write(async (tx) => {
      await tx.projects.lock(ctx.project.id);
      const users = (await tx.cohorts.list(ctx.project.id)).filter((row) => row.id !== id && uses(row, id));
      const reports = (await tx.savedReports.list(ctx.project.id)).filter((row) =>
        this.parts.cohortsOfReport(row).includes(id),
      );
      if (users.length + reports.length > 0) {
        const message =
          'Other saved cohorts, or saved reports, use this one; change or delete those in `usedBy` first.';
        throw new MusterError('COHORT_IN_USE', message, { usedBy: [...users, ...reports].map((row) => row.id) });
      }
      if (!(await tx.cohorts.remove(ctx.project.id, id))) throw notFound();
    });
  }

  /** @throws MusterError NOT_FOUND */
  async byId(ctx: RequestContext, id: string): Promise<SavedCohort> {
    authorize(ctx.actor, 'READ');
    const row = await this.parts.catalog.read.cohorts.byId(ctx.project.id, id);
    if (row === null) throw notFound();
    return row.unit === 'USERS' ? asUserCohort(row) : asGroupCohort(row, await this.#groupKeys(ctx));
  }

  /** The project's cohorts of users, oldest first. */
  async listUserCohorts(ctx: RequestContext): Promise<readonly SavedUserCohort[]> {
    authorize(ctx.actor, 'READ');
    const rows = await this.parts.catalog.read.cohorts.list(ctx.project.id);
    return rows.filter(({ unit }) => unit === 'USERS').map(asUserCohort);
  }

  /** The project's cohorts of groups, of every key, oldest first. */
  async listGroupCohorts(ctx: RequestContext): Promise<readonly SavedGroupCohort[]> {
    authorize(ctx.actor, 'READ');
    const rows = await this.parts.catalog.read.cohorts.list(ctx.project.id);
    const groupKeys = await this.#groupKeys(ctx);
    return rows.filter(({ unit }) => unit === 'GROUPS').map((row) => asGroupCohort(row, groupKeys));
  }

  #given(ctx: RequestContext, groupKeys: readonly GroupKey[]) {
    return { now: this.parts.clock.now(), groupKeys, figures: this.parts.figuresIn(ctx.project) };
  }

  #groupKeys(ctx: RequestContext): Promise<readonly GroupKey[]> {
    return this.parts.groupKeys.list(ctx.project.id);
  }

  async #create(
    ctx: RequestContext,
    { name, description, filter }: Required<CohortChange<UserFilter>> | Required<CohortChange<GroupFilter>>,
    groupKey: GroupKey | null,
  ): Promise<CohortRow> {
    authorize(ctx.actor, 'SAVE_COHORTS');
    const now = this.parts.clock.now();
    const groupKeys = await this.#groupKeys(ctx);
    const row: CohortRow = {
      id: newObjectId('cohort'),
      projectId: ctx.project.id,
      name: checkedName(name, 'a cohort'),
      description: checkedDescription(description),
      unit: groupKey === null ? 'USERS' : 'GROUPS',
      groupKeyId: groupKey?.id ?? null,
      filter: checkedStored(filter),
      createdAt: now,
      updatedAt: now,
    };
    await this.parts.catalog.write(async (tx) => {
      await tx.projects.lock(row.projectId);
      // Nothing can use a cohort that does not exist yet, so a new one closes no cycle.
      const scope = await loadScope(row.projectId, filter, this.#given(ctx, groupKeys), tx.cohorts);
      if (groupKey === null) bindUserFilter(filter, scope, ['where']);
      else bindGroupFilter(readGroupFilter(row.filter), groupKey.id, scope, ['where']);
      await tx.cohorts.insert(row);
    });
    return row;
  }

  async #update<Filter extends UserFilter | GroupFilter>(
    ctx: RequestContext,
    id: string,
    unit: CohortRow['unit'],
    change: CohortChange<Filter>,
    check: (row: CohortRow, filter: Filter, reader: CohortReader) => Promise<void>,
  ): Promise<CohortRow> {
    authorize(ctx.actor, 'SAVE_COHORTS');
    return this.parts.catalog.write(async (tx) => {
      await tx.projects.lock(ctx.project.id);
      const row = await tx.cohorts.byId(ctx.project.id, id);
      if (row === null) throw notFound();
      if (row.unit !== unit) throw wrongUnit(row.unit);
      if (change.filter !== undefined) await check(row, change.filter, tx.cohorts);
      const changed: CohortRow = {
        ...row,
        ...(change.name === undefined ? {} : { name: checkedName(change.name, 'a cohort') }),
        ...(change.description === undefined ? {} : { description: checkedDescription(change.description) }),
        ...(change.filter === undefined ? {} : { filter: checkedStored(change.filter) }),
        updatedAt: this.parts.clock.now(),
      };
      await tx.cohorts.update(changed);
      return changed;
    });
  }
}

const notFound = (): MusterError =>
  new MusterError('NOT_FOUND', 'There is no saved cohort with this id in this project.', { path: ['id'] });

const wrongUnit = (unit: CohortRow['unit']): MusterError =>
  new MusterError('COHORT_WRONG_UNIT', `This is a cohort of ${unit === 'USERS' ? 'users' : 'groups'}.`);

function keyOf({ id, groupKeyId }: CohortRow): number {
  if (groupKeyId === null) throw new Error(`the cohort ${id} of groups has no group key`);
  return groupKeyId;
}

function checkedStored(filter: UserFilter | GroupFilter): string {
  const text = storeFilter(filter);
  if (Buffer.byteLength(text) <= maxFilterBytes) return text;
  throw badInput('The filter is too large to be saved: name fewer or shorter values.', ['where']);
}

const uses = (row: CohortRow, id: string): boolean =>
  cohortsNamedIn(row.unit === 'USERS' ? readUserFilter(row.filter) : readGroupFilter(row.filter)).has(id);

const base = ({ id, name, description, createdAt, updatedAt }: CohortRow): SavedCohortBase => ({
  id,
  name,
  description,
  createdAt: new Date(createdAt),
  updatedAt: new Date(updatedAt),
});

const asUserCohort = (row: CohortRow): SavedUserCohort => ({
  ...base(row),
  unit: 'USERS',
  filter: readUserFilter(row.filter),
});

function asGroupCohort(row: CohortRow, groupKeys: readonly GroupKey[]): SavedGroupCohort {
  const groupKey = groupKeys.find(({ id }) => id === keyOf(row));
  if (groupKey === undefined) throw new Error(`the group key of the cohort ${row.id} is missing`);
  return { ...base(row), unit: 'GROUPS', groupKey, filter: readGroupFilter(row.filter) };
}
