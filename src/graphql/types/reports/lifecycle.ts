import { Field, Int, ObjectType } from 'type-graphql';
import { ReportStretchNode, SegmentValueNode } from './common.js';
import { CountedFigureNode, ReportNode } from './report.js';

@ObjectType('LifecyclePoint', {
  description: 'What units are in one interval; each is one of the four, or none if it was active in neither.',
  simpleResolvers: true,
})
export class LifecyclePointNode {
  @Field(() => CountedFigureNode, { description: 'Active, and never before.' })
  new: CountedFigureNode;

  @Field(() => CountedFigureNode, { description: 'Active, and in the interval before.' })
  retained: CountedFigureNode;

  @Field(() => CountedFigureNode, { description: 'Active, not in the interval before, but earlier.' })
  resurrected: CountedFigureNode;

  @Field(() => CountedFigureNode, {
    description: 'Not active, but in the interval before; in an interval that is not over yet, so far.',
  })
  dormant: CountedFigureNode;
}

@ObjectType('LifecycleSeries', { description: 'Life cycles in one segment, or in all.', simpleResolvers: true })
export class LifecycleSeriesNode {
  @Field(() => [SegmentValueNode], {
    description:
      'Which segment: a value for each breakdown, in their order. Empty for all segments together and for all others.',
  })
  segment: readonly SegmentValueNode[];

  @Field(() => [LifecyclePointNode], { description: 'As many as there are intervals, in their order.' })
  points: readonly LifecyclePointNode[];
}

@ObjectType('LifecycleReport', {
  implements: ReportNode,
  description: 'What becomes of units: new, retained, resurrected, dormant.',
  simpleResolvers: true,
})
export class LifecycleReportNode extends ReportNode {
  @Field(() => [ReportStretchNode], {
    description: 'The intervals that the range touches, in order; each is a whole one.',
  })
  intervals: readonly ReportStretchNode[];

  @Field(() => Int, { description: 'How many segments there are in all; 0 without breakdowns.' })
  segmentCount: number;

  @Field(() => LifecycleSeriesNode, { description: 'Of all segments together.' })
  overall: LifecycleSeriesNode;

  @Field(() => [LifecycleSeriesNode], {
    description: 'The largest segments, largest first by units. Empty without breakdowns.',
  })
  segments: readonly LifecycleSeriesNode[];

  @Field(() => LifecycleSeriesNode, {
    nullable: true,
    description: 'All other segments as one; null if there are none.',
  })
  other: LifecycleSeriesNode | null;
}
