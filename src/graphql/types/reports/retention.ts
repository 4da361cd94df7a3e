import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { CellState } from '../../../reports/retention/answer.js';
import { enumOf } from '../enum-of.js';
import { ReportStretchNode, SegmentValueNode } from './common.js';
import { CountedFigureNode, ReportNode } from './report.js';

const CellStateEnum = enumOf({
  COMPLETE: 'Over for everybody born in the interval, even at its very end.',
  INCOMPLETE: 'Has begun for those born at the beginning of the interval, and may still change.',
  FUTURE: 'Has begun for nobody, even if born at the beginning of the interval.',
} satisfies Record<CellState, string>);
registerEnumType(CellStateEnum.values, {
  name: 'RetentionCellState',
  description: 'Whether a figure of retention is final.',
  valuesConfig: CellStateEnum.config,
});

@ObjectType('RetentionBucket', {
  description: 'A bucket, in units of time after the birth.',
  simpleResolvers: true,
})
export class RetentionBucketNode {
  @Field(() => Int, { description: 'The unit it begins with, from 0.' })
  from: number;

  @Field(() => Int, { description: 'The first unit after it.' })
  to: number;
}

@ObjectType('RetentionCell', { description: 'Those born in one interval, in one bucket.', simpleResolvers: true })
export class RetentionCellNode {
  @Field(() => CountedFigureNode, { description: 'How many were back.' })
  retained: CountedFigureNode;

  @Field(() => CountedFigureNode, { description: 'How many were not; in a bucket that is not over yet, so far.' })
  notRetained: CountedFigureNode;

  @Field(() => Float, { nullable: true, description: 'Of those born, from 0 to 1; null where nobody was born.' })
  rate: number | null;

  @Field(() => CellStateEnum.values, { description: 'Whether it is final.' })
  state: CellState;

  @Field(() => Float, {
    nullable: true,
    description: 'The sum of the property `sumOf` over their returns in the bucket; null unless asked for.',
  })
  sum: number | null;
}

@ObjectType('RetentionCohort', { description: 'Those born in one interval.', simpleResolvers: true })
export class RetentionCohortNode {
  @Field(() => CountedFigureNode, { description: 'How many were born.' })
  size: CountedFigureNode;

  @Field(() => [RetentionCellNode], { description: 'As many as there are buckets, in their order.' })
  cells: readonly RetentionCellNode[];
}

@ObjectType('RetentionAverages', {
  description: 'A bucket on average, over those intervals for which it is COMPLETE.',
  simpleResolvers: true,
})
export class RetentionAveragesNode {
  @Field(() => CountedFigureNode, {
    description:
      'How many were born in these intervals. A unit with several births (RECURRING) counts for each of them, and is once behind the figure.',
  })
  size: CountedFigureNode;

  @Field(() => CountedFigureNode, { description: 'How many of them were back; counted likewise.' })
  retained: CountedFigureNode;

  @Field(() => Float, {
    nullable: true,
    description: 'Everybody alike: retained of size, from 0 to 1. Null where nobody was born.',
  })
  pooled: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'As Mixpanel has it: the rates of the intervals, each weighted by its size twice, so that large ones count for more. Null likewise.',
  })
  weighted: number | null;
}

@ObjectType('RetentionSeries', { description: 'Retention in one segment, or in all.', simpleResolvers: true })
export class RetentionSeriesNode {
  @Field(() => [SegmentValueNode], {
    description:
      'Which segment: a value for each breakdown, in their order. Empty for all segments together and for all others.',
  })
  segment: readonly SegmentValueNode[];

  @Field(() => [RetentionCohortNode], { description: 'As many as there are intervals, in their order.' })
  cohorts: readonly RetentionCohortNode[];

  @Field(() => [RetentionAveragesNode], { description: 'As many as there are buckets, in their order.' })
  averages: readonly RetentionAveragesNode[];
}

@ObjectType('RetentionReport', {
  implements: ReportNode,
  description: 'Which units come back.',
  simpleResolvers: true,
})
export class RetentionReportNode extends ReportNode {
  @Field(() => [ReportStretchNode], { description: 'The intervals of birth, in order.' })
  intervals: readonly ReportStretchNode[];

  @Field(() => [RetentionBucketNode], { description: 'The buckets, in order.' })
  buckets: readonly RetentionBucketNode[];

  @Field(() => Int, { description: 'How many segments there are in all; 0 without breakdowns.' })
  segmentCount: number;

  @Field(() => RetentionSeriesNode, { description: 'Of all segments together.' })
  overall: RetentionSeriesNode;

  @Field(() => [RetentionSeriesNode], {
    description: 'The largest segments, largest first by births. Empty without breakdowns.',
  })
  segments: readonly RetentionSeriesNode[];

  @Field(() => RetentionSeriesNode, {
    nullable: true,
    description: 'All other segments as one; null if there are none.',
  })
  other: RetentionSeriesNode | null;
}
