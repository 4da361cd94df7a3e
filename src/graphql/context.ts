import type { Cohorts } from '../cohorts/cohorts.js';
import type { SavedCohorts } from '../cohorts/saved.js';
import type { RequestContext } from '../core/model.js';
import type { Identity } from '../identity/identity.js';
import type { Backfill } from '../ingestion/backfill.js';
import type { Ingestion } from '../ingestion/ingestion.js';
import type { ProfileService } from '../profiles/profile-service.js';
import type { GroupKeys } from '../projects/group-keys.js';
import type { Projects } from '../projects/projects.js';
import type { ServiceAccounts } from '../projects/service-accounts.js';
import type { Live } from '../reports/live/live.js';
import type { Reports } from '../reports/reports.js';
import type { SavedReports } from '../reports/saved-reports.js';
import { Loaders } from './loaders.js';

/** Everything of the application that the API uses, and nothing else. */
export interface Services {
  readonly projects: Pick<Projects, 'update'>;
  readonly groupKeys: Pick<
    GroupKeys,
    'list' | 'resolve' | 'add' | 'rename' | 'archive' | 'restore' | 'companyKey' | 'setCompanyKey' | 'unsetCompanyKey'
  >;
  readonly serviceAccounts: Pick<ServiceAccounts, 'create' | 'list' | 'revoke'>;
  readonly ingestion: Pick<Ingestion, 'accept'>;
  readonly profiles: Pick<ProfileService, 'apply' | 'load' | 'groupHistory'>;
  readonly identity: Pick<Identity, 'canonicalIds'>;
  readonly cohorts: Pick<
    Cohorts,
    | 'usersPage'
    | 'usersCount'
    | 'usersByIds'
    | 'groupsPage'
    | 'groupsCount'
    | 'groupsByIds'
    | 'firstAndLastSeenOfUsers'
    | 'firstAndLastSeenOfGroups'
  >;
  readonly savedCohorts: Pick<
    SavedCohorts,
    | 'createUserCohort'
    | 'createGroupCohort'
    | 'updateUserCohort'
    | 'updateGroupCohort'
    | 'delete'
    | 'byId'
    | 'listUserCohorts'
    | 'listGroupCohorts'
  >;
  readonly reports: Reports;
  readonly savedReports: Pick<SavedReports, 'create' | 'update' | 'delete' | 'byId' | 'list'>;
  readonly live: Pick<Live, 'events' | 'answers'>;
  readonly backfill: Pick<Backfill, 'start' | 'status' | 'list'>;
}

/** What every resolver is given: who asks, what can be asked, and what this request has loaded already. */
export interface GraphqlContext {
  readonly services: Services;
  readonly request: RequestContext;
  readonly loaders: Loaders;
}

/** The context of one GraphQL request; to be made anew for each, as loaders must not outlive it. */
export const createGraphqlContext = (services: Services, request: RequestContext): GraphqlContext => ({
  services,
  request,
  loaders: new Loaders(services, request),
});
