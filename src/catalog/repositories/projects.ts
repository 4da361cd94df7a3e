import type { Project } from '../../core/model.js';
import { ProjectEntity } from '../entities/project-entities.js';
import { generatedId, Repository } from './repository.js';

/** A new project, without its number; its settings are those every project starts with. */
export type NewProject = Omit<Project, 'id' | 'repairRemovedGroups'>;

/** What of a project can be changed; what is left out stays. */
export interface ProjectChange {
  readonly name?: string;
  readonly timeZone?: string;
  readonly repairRemovedGroups?: boolean;
}

/** The company key as the catalog holds it: by number. */
export interface CompanyKeyRow {
  readonly groupKeyId: number;
  readonly nameProperty: string;
}

const toProject = (row: ProjectEntity): Project => ({
  id: row.id,
  name: row.name,
  token: row.token,
  timeZone: row.timeZone,
  createdAt: new Date(row.createdAt),
  repairRemovedGroups: row.repairRemovedGroups,
});

export class ProjectRepository extends Repository {
  /** Adds a project and returns it with its number. Throws UniqueViolation if the token is taken. */
  async insert(project: NewProject): Promise<Project> {
    const { name, token, timeZone, createdAt } = project;
    const settings = { keyGeneration: 0, repairRemovedGroups: false };
    const row = { name, token, timeZone, createdAt: createdAt.getTime(), ...settings };
    const insert = this.manager.createQueryBuilder().insert().into(ProjectEntity).values(row).updateEntity(false);
    const { raw } = await insert.execute();
    return { id: generatedId(raw), ...project, repairRemovedGroups: false };
  }

  /** The project of this number, or null. */
  async byId(id: number): Promise<Project | null> {
    const row = await this.manager.findOneBy(ProjectEntity, { id });
    return row === null ? null : toProject(row);
  }

  /** The project this public token belongs to, or null. */
  async byToken(token: string): Promise<Project | null> {
    const row = await this.manager.findOneBy(ProjectEntity, { token });
    return row === null ? null : toProject(row);
  }

  /** All projects, oldest first. */
  async list(): Promise<Project[]> {
    return (await this.manager.find(ProjectEntity, { order: { id: 'ASC' } })).map(toProject);
  }

  /** Changes what is given; an unknown number changes nothing. */
  async update(id: number, { name, timeZone, repairRemovedGroups }: ProjectChange): Promise<void> {
    const values = {
      ...(name === undefined ? {} : { name }),
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(repairRemovedGroups === undefined ? {} : { repairRemovedGroups }),
    };
    if (Object.keys(values).length > 0) await this.manager.update(ProjectEntity, { id }, values);
  }

  /** The project's company key, or null if none is set. */
  async companyKey(projectId: number): Promise<CompanyKeyRow | null> {
    const row = await this.manager.findOneBy(ProjectEntity, { id: projectId });
    if (row === null || row.companyKeyId === null || row.companyNameProperty === null) return null;
    return { groupKeyId: row.companyKeyId, nameProperty: row.companyNameProperty };
  }

  /** Sets the company key, or takes it away. */
  async setCompanyKey(projectId: number, value: CompanyKeyRow | null): Promise<void> {
    const columns = { companyKeyId: value?.groupKeyId ?? null, companyNameProperty: value?.nameProperty ?? null };
    await this.manager.update(ProjectEntity, { id: projectId }, columns);
  }

  /** Holds the project's row until the transaction ends, so that checks made after it stay true. */
  async lock(projectId: number): Promise<void> {
    if (this.forUpdate === '') return;
    await this.manager.query(`SELECT id FROM projects WHERE id = ?${this.forUpdate}`, [projectId]);
  }

  /** How often the project's group keys have changed; 0 for a new or unknown project. */
  async keyGeneration(projectId: number): Promise<number> {
    return (await this.manager.findOneBy(ProjectEntity, { id: projectId }))?.keyGeneration ?? 0;
  }

  /** Counts one change of the project's group keys and returns the new count. */
  async bumpKeyGeneration(projectId: number): Promise<number> {
    await this.manager.increment(ProjectEntity, { id: projectId }, 'keyGeneration', 1);
    return this.keyGeneration(projectId);
  }
}
