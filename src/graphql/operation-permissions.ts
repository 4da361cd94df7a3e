import type { Permission } from '../projects/permissions.js';

/**
 * What each operation needs. The schema cannot be built while a root field is missing here, or while this names one
 * that does not exist. docs/access.md shows the same, and a test holds the two together.
 */
export const operationPermissions = Object.freeze({
  track: 'TRACK',
  trackBatch: 'TRACK',

  people_set: 'EDIT_PROFILES',
  people_set_once: 'EDIT_PROFILES',
  people_add: 'EDIT_PROFILES',
  people_append: 'EDIT_PROFILES',
  people_union: 'EDIT_PROFILES',
  people_remove: 'EDIT_PROFILES',
  people_unset: 'EDIT_PROFILES',
  people_delete: 'EDIT_PROFILES',
  group_set: 'EDIT_PROFILES',
  group_set_once: 'EDIT_PROFILES',
  group_add: 'EDIT_PROFILES',
  group_append: 'EDIT_PROFILES',
  group_union: 'EDIT_PROFILES',
  group_remove: 'EDIT_PROFILES',
  group_unset: 'EDIT_PROFILES',
  group_delete: 'EDIT_PROFILES',
  profileBatch: 'EDIT_PROFILES',

  addGroupKey: 'MANAGE_KEYS',
  renameGroupKey: 'MANAGE_KEYS',
  archiveGroupKey: 'MANAGE_KEYS',
  restoreGroupKey: 'MANAGE_KEYS',
  backfillGroupKey: 'MANAGE_KEYS',
  setCompanyKey: 'MANAGE_KEYS',
  unsetCompanyKey: 'MANAGE_KEYS',
  job: 'MANAGE_KEYS',
  jobs: 'MANAGE_KEYS',

  updateProject: 'MANAGE_PROJECT',
  createServiceAccount: 'MANAGE_SERVICE_ACCOUNTS',
  revokeServiceAccount: 'MANAGE_SERVICE_ACCOUNTS',
  serviceAccounts: 'MANAGE_SERVICE_ACCOUNTS',

  createUserCohort: 'SAVE_COHORTS',
  createGroupCohort: 'SAVE_COHORTS',
  updateUserCohort: 'SAVE_COHORTS',
  updateGroupCohort: 'SAVE_COHORTS',
  deleteCohort: 'SAVE_COHORTS',

  createUserReport: 'SAVE_REPORTS',
  createGroupReport: 'SAVE_REPORTS',
  updateUserReport: 'SAVE_REPORTS',
  updateGroupReport: 'SAVE_REPORTS',
  deleteReport: 'SAVE_REPORTS',

  me: 'READ',
  project: 'READ',
  groupKeys: 'READ',
  companyKey: 'READ',
  users: 'READ',
  user: 'READ',
  userCohort: 'READ',
  groups: 'READ',
  group: 'READ',
  analyzeUsers: 'READ',
  eventNames: 'READ',
  eventProperties: 'READ',
  analyzeGroups: 'READ',
  companyProfile: 'READ',
  companies: 'READ',
  savedReports: 'READ',
  savedReport: 'READ',
  userCohorts: 'READ',
  groupCohorts: 'READ',
  cohort: 'READ',

  liveEvents: 'READ',
  liveUserInsights: 'READ',
  liveGroupInsights: 'READ',
} as const satisfies Record<string, Permission>);

/** The name of a query, mutation or subscription. */
export type Operation = keyof typeof operationPermissions;
