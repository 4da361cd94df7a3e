import type { SavedCohort } from '../../cohorts/saved.js';
import type { RequestContext } from '../../core/model.js';
import { authorize } from '../../projects/permissions.js';
import type { DoorServices } from '../door.js';
import type { Known } from './parameters.js';

/** What `/cohorts/list` can be asked with: nothing that changes the answer. */
export const cohortListParameters: Known = { project_id: true, workspace_id: true };

/** Cohorts counted at the same time: a list of many must not keep every other question waiting. */
const countedAtOnce = 2;

/** One saved cohort as the list tells it. */
export interface ListedCohort {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly count: number;
  /** UTC, as `2026-03-02 09:05:00`. */
  readonly created: string;
  readonly is_visible: 1;
  readonly project_id: number;
  /** Of cohorts of groups: which key's. */
  readonly data_group_id?: string;
}

type Services = Pick<DoorServices, 'cohorts' | 'savedCohorts'>;

/**
 * The project's saved cohorts, those of users first, each with how many are in it now.
 * @throws MusterError FORBIDDEN; what cohorts throw
 */
export async function listCohorts(services: Services, ctx: RequestContext): Promise<ListedCohort[]> {
  authorize(ctx.actor, 'READ');
  const { savedCohorts } = services;
  const cohorts = [...(await savedCohorts.listUserCohorts(ctx)), ...(await savedCohorts.listGroupCohorts(ctx))];
  const listed: ListedCohort[] = [];
  const next = cohorts.entries();
  const worker = async (): Promise<void> => {
    for (const [index, cohort] of next) listed[index] = listedCohort(ctx, cohort, await countOf(services, ctx, cohort));
  };
  await Promise.all(Array.from({ length: countedAtOnce }, worker));
  return listed;
}

const countOf = ({ cohorts }: Services, ctx: RequestContext, cohort: SavedCohort): Promise<number> =>
  cohort.unit === 'USERS'
    ? cohorts.usersCount(ctx, cohort.filter)
    : cohorts.groupsCount(ctx, cohort.groupKey, { where: cohort.filter, search: null });

const listedCohort = ({ project }: RequestContext, cohort: SavedCohort, count: number): ListedCohort => ({
  id: cohort.id,
  name: cohort.name,
  description: cohort.description,
  count,
  created: cohort.createdAt.toISOString().slice(0, 19).replace('T', ' '),
  is_visible: 1,
  project_id: project.id,
  ...(cohort.unit === 'USERS' ? {} : { data_group_id: cohort.groupKey.dataGroupId }),
});
