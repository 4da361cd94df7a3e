import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { ReportStretchNode, SegmentValueNode } from './common.js';
import { ReportNode } from './report.js';

@ObjectType('InsightsPoint', { description: 'One figure of a line.', simpleResolvers: true })
export class InsightsPointNode {
  @Field(() => ID, {
    description:
      'Names this figure in the report: `behind(id)` tells who is behind it. Good for the same question, now and later.',
  })
  id: string;

  @Field(() => Float, {
    nullable: true,
    description: 'The value; null where there is none, such as the mean of nothing or a division by zero.',
  })
  value: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The value in the period before, of the same interval moved back; null unless `compareWithPeriodBefore` asked for it, and where there is none.',
  })
  before: number | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Names the value in the period before, for `behind(id)`; null where none was asked for.',
  })
  beforeId: string | null;
}

@ObjectType('InsightsSeries', { description: 'A line in one segment, or in all.', simpleResolvers: true })
export class InsightsSeriesNode {
  @Field(() => [SegmentValueNode], {
    description:
      'Which segment: a value for each breakdown, in their order. Empty for all segments together and for all others.',
  })
  segment: readonly SegmentValueNode[];

  @Field(() => InsightsPointNode, {
    description:
      'Its figure over the whole range, evaluated at once: a unit counts once in it, so points need not add up to it. Where `usersWhoDid` chooses or divides ' +
      'groups in each interval, it is of everything so chosen, or in that segment, in any of them.',
  })
  total: InsightsPointNode;

  @Field(() => [InsightsPointNode], { description: 'Its figure at each interval, in the order of `intervals`.' })
  points: readonly InsightsPointNode[];
}

@ObjectType('InsightsLine', { description: 'One metric, or one formula.', simpleResolvers: true })
export class InsightsLineNode {
  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => Boolean, { description: 'True for a formula.' })
  isFormula: boolean;

  @Field(() => InsightsSeriesNode, {
    description: 'Of all segments together; does not depend on how many segments are told one by one.',
  })
  overall: InsightsSeriesNode;

  @Field(() => [InsightsSeriesNode], {
    description:
      'The largest segments, largest first by the first metric; the same ones for every line. Empty without breakdowns.',
  })
  segments: readonly InsightsSeriesNode[];

  @Field(() => InsightsSeriesNode, {
    nullable: true,
    description: 'All other segments as one, in which a unit counts once; null if there are none.',
  })
  other: InsightsSeriesNode | null;
}

@ObjectType('InsightsReport', {
  implements: ReportNode,
  description: 'Numbers over time.',
  simpleResolvers: true,
})
export class InsightsReportNode extends ReportNode {
  @Field(() => [ReportStretchNode], { description: 'The intervals of the range, in order.' })
  intervals: readonly ReportStretchNode[];

  @Field(() => Int, { description: 'How many segments there are in all; 0 without breakdowns.' })
  segmentCount: number;

  @Field(() => [InsightsLineNode], { description: 'The metrics in the order of the question, then the formulas.' })
  lines: readonly InsightsLineNode[];
}
