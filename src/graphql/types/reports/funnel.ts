import { Field, Float, Int, ObjectType } from 'type-graphql';
import { ReportStretchNode, SegmentValueNode } from './common.js';
import { CountedFigureNode, ReportNode } from './report.js';

const ms = 'in milliseconds';

@ObjectType('StepDurations', {
  description: `How long attempts took to come to a step, ${ms}; exact.`,
  simpleResolvers: true,
})
export class StepDurationsNode {
  @Field(() => Float, { description: `The mean, ${ms}.` })
  averageMs: number;

  @Field(() => Float, { description: `The value in the middle, ${ms}; between two, their mean.` })
  medianMs: number;

  @Field(() => [Float], { description: `The percentiles the question asks for, in its order, ${ms}.` })
  percentilesMs: readonly number[];
}

@ObjectType('FunnelStepFigures', { description: 'One step of a funnel.', simpleResolvers: true })
export class FunnelStepFiguresNode {
  @Field(() => CountedFigureNode, {
    description: 'How many attempts reached it; behind it are the units that made them.',
  })
  reached: CountedFigureNode;

  @Field(() => CountedFigureNode, {
    nullable: true,
    description:
      'How many attempts reached it and not the next; null for the last step. Attempts whose window is not over yet are among them.',
  })
  dropped: CountedFigureNode | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Of those that reached the first step, from 0 to 1; null where nobody did.',
  })
  conversion: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Of those that reached the step before, from 0 to 1; null for the first step, and where nobody did.',
  })
  conversionFromPrevious: number | null;

  @Field(() => StepDurationsNode, {
    nullable: true,
    description: 'From the first step; null for that, and where nobody reached it.',
  })
  sinceFirst: StepDurationsNode | null;

  @Field(() => StepDurationsNode, {
    nullable: true,
    description: 'From the step before; null for the first step, and where nobody reached it.',
  })
  sincePrevious: StepDurationsNode | null;
}

@ObjectType('FunnelSeries', { description: 'A funnel of some attempts.', simpleResolvers: true })
export class FunnelSeriesNode {
  @Field(() => [SegmentValueNode], {
    description:
      'Which segment: a value for each breakdown, in their order. Empty for all segments together and for all others.',
  })
  segment: readonly SegmentValueNode[];

  @Field(() => [FunnelStepFiguresNode], { description: 'As many as the question has, in its order.' })
  steps: readonly FunnelStepFiguresNode[];
}

const overallField = { description: 'Of all segments together; does not depend on how many are told one by one.' };
const segmentsField = {
  description: 'The largest segments, largest first by the whole range. Empty without breakdowns.',
};
const otherField = { nullable: true, description: 'All other segments as one; null if there are none.' };
const completeField = {
  description: 'False if attempts that began then may still go on: their windows are not over yet.',
};

@ObjectType('FunnelWhole', { description: 'The attempts of the whole range.', simpleResolvers: true })
export class FunnelWholeNode {
  @Field(() => Boolean, completeField)
  isComplete: boolean;

  @Field(() => FunnelSeriesNode, overallField)
  overall: FunnelSeriesNode;

  @Field(() => [FunnelSeriesNode], segmentsField)
  segments: readonly FunnelSeriesNode[];

  @Field(() => FunnelSeriesNode, otherField)
  other: FunnelSeriesNode | null;
}

@ObjectType('FunnelInterval', { description: 'The attempts that began in one interval.', simpleResolvers: true })
export class FunnelIntervalNode {
  @Field(() => ReportStretchNode, { description: 'Which; complete when the windows of all its attempts are over.' })
  interval: ReportStretchNode;

  @Field(() => FunnelSeriesNode, overallField)
  overall: FunnelSeriesNode;

  @Field(() => [FunnelSeriesNode], segmentsField)
  segments: readonly FunnelSeriesNode[];

  @Field(() => FunnelSeriesNode, otherField)
  other: FunnelSeriesNode | null;
}

@ObjectType('FunnelReport', {
  implements: ReportNode,
  description: 'How far units go, step by step.',
  simpleResolvers: true,
})
export class FunnelReportNode extends ReportNode {
  @Field(() => [String], { description: 'The labels of the steps, in their order.' })
  labels: readonly string[];

  @Field(() => Int, { description: 'How many segments there are in all; 0 without breakdowns.' })
  segmentCount: number;

  @Field(() => FunnelWholeNode, { description: 'The attempts of the whole range.' })
  whole: FunnelWholeNode;

  @Field(() => [FunnelIntervalNode], {
    description: 'Attempts by the interval in which they began, in order; empty where the interval is WHOLE.',
  })
  intervals: readonly FunnelIntervalNode[];
}
