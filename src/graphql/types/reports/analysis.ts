import { ObjectType } from 'type-graphql';
import type { GroupKey } from '../../../core/model.js';

@ObjectType('UserAnalysis', {
  description:
    'Reports on users. Conditions and breakdowns may use users’ profiles, and those of the groups they belong to.',
})
export class UserAnalysisNode {
  readonly unit = 'USERS';
}

@ObjectType('GroupAnalysis', {
  description:
    'Reports on the groups of one key, such as companies: each counts once, whichever of its users did it. No input in here knows ' +
    'properties of users’ profiles.',
})
export class GroupAnalysisNode {
  readonly unit = 'GROUPS';

  constructor(readonly groupKey: GroupKey) {}
}
