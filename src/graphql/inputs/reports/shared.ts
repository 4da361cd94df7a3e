import { registerEnumType } from 'type-graphql';
import { limits } from '../../../core/limits.js';
import { enumOf } from '../../types/enum-of.js';

/** Descriptions and defaults of what the questions of several reports have. */
export const rangeField = { description: 'Of which time.' };
export const whereField = {
  nullable: true,
  description: 'What all events of the question must satisfy. Left out: nothing.',
};
export const breakdownsField = {
  defaultValue: [],
  description: `What the report is divided by, up to ${limits.reportBreakdowns}. Default: nothing.`,
};
export const segmentLimitField = {
  defaultValue: 10,
  description: `How many segments are told one by one, the largest over the whole range; all others are one. 1 to ${limits.reportSegments}. Default: 10.`,
};
export const countField = { defaultValue: 'GROUPS', description: 'Whom it counts. Default: GROUPS.' };

export const GroupReportUnitEnum = enumOf({
  GROUPS: 'The groups of the key that is analysed.',
  USERS: 'The users who did the events for the groups. How many there are is told, and nothing of their profiles.',
});
export type GroupReportUnit = keyof typeof GroupReportUnitEnum.values;
registerEnumType(GroupReportUnitEnum.values, {
  name: 'GroupReportUnit',
  description: 'Whom a report on groups counts.',
  valuesConfig: GroupReportUnitEnum.config,
});

export const AttemptCountingEnum = enumOf({
  UNIQUES: 'A unit once: the first it does in the range.',
  TOTALS: 'All that a unit does, as long as they do not overlap.',
});
registerEnumType(AttemptCountingEnum.values, {
  name: 'AttemptCounting',
  description: 'How often one unit counts.',
  valuesConfig: AttemptCountingEnum.config,
});
