import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, type PubSub } from 'type-graphql';
import { guardRootFields } from './guard-root-fields.js';
import { applyOneOf } from './one-of.js';
import { CompanyKeyResolver, GroupKeysResolver } from './resolvers/group-keys.js';
import { GroupProfilesResolver } from './resolvers/group-profiles.js';
import { GroupsResolver } from './resolvers/groups.js';
import { LiveResolver } from './resolvers/live/live.js';
import { PeopleResolver } from './resolvers/people.js';
import { ProfileBatchResolver, ProfileResultResolver } from './resolvers/profile-batch.js';
import { ProjectResolver, ServiceAccountsResolver } from './resolvers/project.js';
import { GroupActivityResolver, UserActivityResolver } from './resolvers/reports/activity.js';
import { GroupAnalysisResolver, UserAnalysisResolver } from './resolvers/reports/analysis.js';
import { CompaniesResolver, CompanyProfileResolver } from './resolvers/reports/companies.js';
import { EventNamesResolver, UnseenEventsResolver } from './resolvers/reports/names.js';
import { ExplainedResolver, ReportResolver, UnitsBehindResolver } from './resolvers/reports/report.js';
import { SavedReportResolver, SavedReportsResolver } from './resolvers/reports/saved.js';
import { SavedCohortsResolver, SavedGroupCohortResolver, SavedUserCohortResolver } from './resolvers/saved-cohorts.js';
import { TrackingResolver } from './resolvers/tracking.js';
import { UserCohortResolver, UsersResolver } from './resolvers/users.js';

/** type-graphql asks for one where there are subscriptions; ours bring their own events. */
const noPubSub: PubSub = {
  publish: () => undefined,
  subscribe: (topic) => {
    throw new Error(`nothing is published as ${topic}`);
  },
};

let built: GraphQLSchema | undefined;

function build(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      TrackingResolver,
      PeopleResolver,
      GroupProfilesResolver,
      ProfileBatchResolver,
      ProfileResultResolver,
      GroupKeysResolver,
      CompanyKeyResolver,
      UsersResolver,
      UserCohortResolver,
      GroupsResolver,
      SavedCohortsResolver,
      SavedUserCohortResolver,
      SavedGroupCohortResolver,
      UserAnalysisResolver,
      GroupAnalysisResolver,
      ExplainedResolver,
      ReportResolver,
      EventNamesResolver,
      UnseenEventsResolver,
      UnitsBehindResolver,
      UserActivityResolver,
      GroupActivityResolver,
      CompaniesResolver,
      CompanyProfileResolver,
      SavedReportsResolver,
      SavedReportResolver,
      LiveResolver,
      ProjectResolver,
      ServiceAccountsResolver,
    ],
    validate: false,
    pubSub: noPubSub,
  });
  applyOneOf(schema);
  guardRootFields(schema);
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    if (type) type.description = rootDescriptions[type.name];
  }
  return schema;
}

const rootDescriptions: Readonly<Record<string, string>> = {
  Query:
    'Questions. Each sees everything that was acknowledged before it was asked. All need a role that may read; the project token may not.',
  Mutation: 'Changes. When one answers, it is on disk, and every later question sees it.',
  Subscription:
    'What is told as it happens, over WebSocket on the same address: docs/api.md, “Live”. All need a role that may read.',
};

/** The schema, built once per process: type-graphql's build state is global, so two must never be built side by side. */
export function musterSchema(): GraphQLSchema {
  built ??= build();
  return built;
}
