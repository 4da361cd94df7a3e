import type { EntityManager } from 'typeorm';
import { AppliedOperationRepository } from './applied-operations.js';
import { CohortRepository } from './cohorts.js';
import { GroupChangeRepository } from './group-changes.js';
import { GroupKeyRepository } from './group-keys.js';
import { JobRepository } from './jobs.js';
import { LeaseRepository } from './lease.js';
import { LinkRepository } from './links.js';
import { OutboxRepository } from './outbox.js';
import { ProfileRepository } from './profiles.js';
import { ProjectRepository } from './projects.js';
import type { StoreTraits } from './repository.js';
import { SavedReportRepository } from './saved-reports.js';
import { ServiceAccountRepository } from './service-accounts.js';
import { SettingRepository } from './settings.js';

/** Every repository, over one connection. */
export class CatalogTransaction {
  readonly projects: ProjectRepository;
  readonly serviceAccounts: ServiceAccountRepository;
  readonly groupKeys: GroupKeyRepository;
  readonly profiles: ProfileRepository;
  readonly outbox: OutboxRepository;
  readonly groupChanges: GroupChangeRepository;
  readonly appliedOperations: AppliedOperationRepository;
  readonly links: LinkRepository;
  readonly cohorts: CohortRepository;
  readonly savedReports: SavedReportRepository;
  readonly jobs: JobRepository;
  readonly lease: LeaseRepository;
  readonly settings: SettingRepository;

  constructor(manager: EntityManager, store: StoreTraits) {
    this.projects = new ProjectRepository(manager, store);
    this.serviceAccounts = new ServiceAccountRepository(manager, store);
    this.groupKeys = new GroupKeyRepository(manager, store);
    this.profiles = new ProfileRepository(manager, store);
    this.outbox = new OutboxRepository(manager, store);
    this.groupChanges = new GroupChangeRepository(manager, store);
    this.appliedOperations = new AppliedOperationRepository(manager, store);
    this.links = new LinkRepository(manager, store);
    this.cohorts = new CohortRepository(manager, store);
    this.savedReports = new SavedReportRepository(manager, store);
    this.jobs = new JobRepository(manager, store);
    this.lease = new LeaseRepository(manager, store);
    this.settings = new SettingRepository(manager, store);
  }
}

/** The questions alone: what can be asked outside of a write. They see what is committed, never a write under way. */
export interface CatalogReads {
  readonly projects: Pick<ProjectRepository, 'byId' | 'byToken' | 'list' | 'companyKey' | 'keyGeneration'>;
  readonly serviceAccounts: Pick<ServiceAccountRepository, 'bySecretHash' | 'byName' | 'byId' | 'list'>;
  readonly groupKeys: Pick<GroupKeyRepository, 'list' | 'byId' | 'count'>;
  readonly profiles: Pick<ProfileRepository, 'existing' | 'load' | 'page' | 'countAll'>;
  readonly outbox: Pick<OutboxRepository, 'pending' | 'count'>;
  readonly groupChanges: Pick<GroupChangeRepository, 'byRevisions' | 'page' | 'latest'>;
  readonly appliedOperations: Pick<AppliedOperationRepository, 'known' | 'count'>;
  readonly links: Pick<LinkRepository, 'byDevices' | 'exist' | 'page' | 'undelivered'>;
  readonly cohorts: Pick<CohortRepository, 'byId' | 'byIds' | 'list'>;
  readonly savedReports: Pick<SavedReportRepository, 'byId' | 'list'>;
  readonly jobs: Pick<JobRepository, 'byId' | 'list' | 'unfinished' | 'activeFor'>;
  readonly lease: Pick<LeaseRepository, 'current'>;
  readonly settings: Pick<SettingRepository, 'get'>;
}
