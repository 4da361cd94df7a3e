import type { App } from '../app.js';
import type { Project } from '../core/model.js';

/** A project with the one account that can do everything in it. */
export interface OwnedProject {
  readonly project: Project;
  /** The account's secret; it cannot be had again. */
  readonly secret: string;
}

/** Name of the account that a new project begins with. */
export const ownerName = 'owner';

/** Makes a project and its OWNER account. */
export async function createOwnedProject(app: App, name: string): Promise<OwnedProject> {
  const project = await app.projects.create({ name });
  const { secret } = await app.serviceAccounts.create({ kind: 'operator' }, project.id, {
    name: ownerName,
    role: 'OWNER',
  });
  return { project, secret };
}

/** Makes the project "Default" when the catalog has none yet; else null. */
export async function createFirstProject(app: App): Promise<OwnedProject | null> {
  return (await app.projects.list()).length > 0 ? null : createOwnedProject(app, 'Default');
}
