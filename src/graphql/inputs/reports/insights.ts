import { Field, InputType, Int } from 'type-graphql';
import { limits } from '../../../core/limits.js';
import type { Interval } from '../../../reports/question/range.js';
import { OneOf } from '../conditions.js';
import { GroupFilterInput, UserFilterInput } from '../filters.js';
import { GroupBreakdownInput, UserBreakdownInput } from './breakdowns.js';
import {
  GroupEventChoiceInput,
  GroupEventFilterInput,
  UserEventChoiceInput,
  UserEventFilterInput,
} from './event-filters.js';
import { MeasureInput, PropertyMeasureInput } from './measures.js';
import { IntervalEnum, ReportRangeInput } from './range.js';
import {
  breakdownsField,
  countField,
  type GroupReportUnit,
  GroupReportUnitEnum,
  rangeField,
  whereField,
} from './shared.js';

const nameField = {
  nullable: true,
  description:
    'Its name, for reading and for formulas: a letter, then letters, digits and underscores where a formula uses it. Left out: A, B, C … by its place.',
};
const eventField = { description: 'Which events.' };
const measureField = { description: 'What is measured of them.' };

@InputType('UserEventMetric', { description: 'A line measured on events of users.' })
export class UserEventMetricInput {
  @Field(() => String, nameField)
  name?: string | null;

  @Field(() => UserEventChoiceInput, eventField)
  event: UserEventChoiceInput;

  @Field(() => MeasureInput, measureField)
  measure: MeasureInput;

  @Field(() => String, {
    nullable: true,
    description:
      'Counts the groups of this key that the events carried, instead of users: its name or its `dataGroupId`. Then no condition and no breakdown may ' +
      'be about users (BAD_INPUT), because properties of users cannot be used where groups are counted.',
  })
  countGroupsOf?: string | null;
}

@InputType('UserProfileMetric', {
  description:
    'A line made of profiles as they are now; the same for every interval. Users known from events alone have none.',
})
export class UserProfileMetricInput {
  @Field(() => String, nameField)
  name?: string | null;

  @Field(() => UserFilterInput, { nullable: true, description: 'Which users with a profile. Left out: all of them.' })
  where?: UserFilterInput | null;

  @Field(() => PropertyMeasureInput, {
    nullable: true,
    description: 'A figure of a property of theirs. Left out: how many there are.',
  })
  property?: PropertyMeasureInput | null;
}

@OneOf()
@InputType('UserMetric', { description: 'One line of a report on users; exactly one branch.' })
export class UserMetricInput {
  @Field(() => UserEventMetricInput, { nullable: true, description: 'Of events.' })
  events?: UserEventMetricInput;

  @Field(() => UserProfileMetricInput, { nullable: true, description: 'Of users’ profiles.' })
  profiles?: UserProfileMetricInput;
}

@InputType('GroupEventMetric', { description: 'A line measured on events of groups.' })
export class GroupEventMetricInput {
  @Field(() => String, nameField)
  name?: string | null;

  @Field(() => GroupEventChoiceInput, eventField)
  event: GroupEventChoiceInput;

  @Field(() => MeasureInput, measureField)
  measure: MeasureInput;

  @Field(() => GroupReportUnitEnum.values, countField)
  count: GroupReportUnit;
}

@InputType('GroupProfileMetric', {
  description:
    'A line made of profiles as they are now; the same for every interval. Groups known from events or memberships alone have none.',
})
export class GroupProfileMetricInput {
  @Field(() => String, nameField)
  name?: string | null;

  @Field(() => GroupFilterInput, {
    nullable: true,
    description: 'Which groups of the key with a profile. Left out: all of them.',
  })
  where?: GroupFilterInput | null;

  @Field(() => PropertyMeasureInput, {
    nullable: true,
    description: 'A figure of a property of theirs. Left out: how many there are.',
  })
  property?: PropertyMeasureInput | null;
}

@OneOf()
@InputType('GroupMetric', { description: 'One line of a report on groups; exactly one branch.' })
export class GroupMetricInput {
  @Field(() => GroupEventMetricInput, { nullable: true, description: 'Of events.' })
  events?: GroupEventMetricInput;

  @Field(() => GroupProfileMetricInput, { nullable: true, description: 'Of groups’ profiles.' })
  profiles?: GroupProfileMetricInput;
}

@InputType('Formula', { description: 'A line worked out from others, point by point.' })
export class FormulaInput {
  @Field(() => String, { description: 'Its name; no other line has the same.' })
  name: string;

  @Field(() => String, {
    description:
      'Names of metrics, numbers, `+ - * /` and parentheses, such as `100 * A / B`. Division by zero, and a metric without a value, have no value.',
  })
  expression: string;
}

/** What questions of both analyses have in common. */
@InputType()
abstract class InsightsInput {
  @Field(() => ReportRangeInput, rangeField)
  range: ReportRangeInput;

  @Field(() => IntervalEnum.values, {
    defaultValue: 'DAY',
    description: 'How finely the range is divided. Default: DAY.',
  })
  interval: Interval;

  @Field(() => [FormulaInput], { defaultValue: [], description: 'Further lines made of the metrics. Default: none.' })
  formulas: FormulaInput[];

  @Field(() => Int, {
    defaultValue: 10,
    description: `How many segments are told one by one, those largest in the first metric over the whole range; all others are one line. 1 to ${limits.reportSegments}. Default: 10.`,
  })
  segmentLimit: number;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Each point counts from the beginning of the range, a unit once. Only for counts of events and units, and sums of a property. Default: false.',
  })
  cumulative: boolean;

  @Field(() => Int, {
    nullable: true,
    description:
      'Each point is the mean of so many intervals up to it, those before the range included: 2 to 366. The first interval is taken whole for it where the ' +
      'range cuts it, the last as far as the range goes; one without a value is left out. `total` is the figure of the range all the same. Not together with ' +
      '`cumulative`. Left out: no mean.',
  })
  rollingMean?: number | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Adds to each figure its value in the period before: the stretch as long as the range that ends where the range begins, whatever the interval. A range ' +
      'that begins and ends with days of the calendar is moved back by its number of days, by the local clock; any other by its exact length. Each point is ' +
      'compared with its own interval moved back as far. Default: false.',
  })
  compareWithPeriodBefore: boolean;
}

const metricsField = {
  description: `The lines, 1 to ${limits.reportMetrics}. Each may count another unit: signups by user and by company are one question.`,
};

@InputType('UserInsights', { description: 'Numbers over time about users.' })
export class UserInsightsInput extends InsightsInput {
  @Field(() => [UserMetricInput], metricsField)
  metrics: UserMetricInput[];

  @Field(() => UserEventFilterInput, whereField)
  where?: UserEventFilterInput | null;

  @Field(() => [UserBreakdownInput], breakdownsField)
  breakdowns: UserBreakdownInput[];
}

@InputType('GroupInsights', { description: 'Numbers over time about the groups of a key.' })
export class GroupInsightsInput extends InsightsInput {
  @Field(() => [GroupMetricInput], metricsField)
  metrics: GroupMetricInput[];

  @Field(() => GroupEventFilterInput, whereField)
  where?: GroupEventFilterInput | null;

  @Field(() => [GroupBreakdownInput], breakdownsField)
  breakdowns: GroupBreakdownInput[];
}
