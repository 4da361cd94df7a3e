import type { RequestContext } from '../../../src/core/model.js';
import { figuresIn } from '../../../src/reports/behind/figures.js';
import type { ReportParts, ReportSubject } from '../../../src/reports/subject.js';
import type { Warehouse } from '../../../src/warehouse/warehouse.js';
import type { World } from '../../cohorts/oracle.js';
import { asAnalyst, keysOf, noCohorts, storeWorld } from '../../cohorts/stored-world.js';
import { keys } from './arbitrary-reports.js';
import type { ModelSubject } from './model-rows.js';

/** What reports are made with, over a warehouse whose copies are always settled. */
export const partsOver = (warehouse: Warehouse, world: World): ReportParts => ({
  warehouse,
  catalog: { read: { cohorts: noCohorts } },
  groupKeys: { list: async (projectId) => keysOf(projectId, keys) },
  copies: { settled: async () => undefined },
  unitEvents: { settled: async () => undefined },
  identity: { hasLinks: async () => world.links.length > 0 },
  clock: { now: () => world.now },
  figuresIn,
});

/** An analyst's request in a project with this time zone. */
export function analystIn(projectId: number, timeZone: string): RequestContext {
  const ctx = asAnalyst(projectId);
  return { ...ctx, project: { ...ctx.project, timeZone } };
}

/** The subject of a question, in a project. */
export function subjectIn(projectId: number, subject: ModelSubject): ReportSubject {
  if (subject.unit === 'USERS') return subject;
  const groupKey = keysOf(projectId, keys).find(({ key }) => key === subject.key);
  if (groupKey === undefined) throw new Error('no such key');
  return { unit: 'GROUPS', groupKey };
}

let projects = 0;

/** Stores a world as a project of its own, beside all others of this process, and gives its number. */
export async function storeAsProject(warehouse: Warehouse, world: World): Promise<number> {
  projects += 1;
  await storeWorld(warehouse, projects, world);
  return projects;
}
