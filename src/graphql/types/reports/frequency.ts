import { Field, Int, ObjectType } from 'type-graphql';
import { ReportStretchNode, SegmentValueNode } from './common.js';
import { CountedFigureNode, ReportNode } from './report.js';

@ObjectType('FrequencyPoint', { description: 'Units in one interval.', simpleResolvers: true })
export class FrequencyPointNode {
  @Field(() => CountedFigureNode, { description: 'How many were active at all.' })
  active: CountedFigureNode;

  @Field(() => [CountedFigureNode], {
    description: 'How many were active on exactly one, two, … hours or days; as many as any unit was.',
  })
  exactly: readonly CountedFigureNode[];

  @Field(() => [CountedFigureNode], {
    description: 'How many were active on at least one, two, … hours or days; as many as any unit was.',
  })
  atLeast: readonly CountedFigureNode[];
}

@ObjectType('FrequencySeries', { description: 'Frequency in one segment, or in all.', simpleResolvers: true })
export class FrequencySeriesNode {
  @Field(() => [SegmentValueNode], {
    description:
      'Which segment: a value for each breakdown, in their order. Empty for all segments together and for all others.',
  })
  segment: readonly SegmentValueNode[];

  @Field(() => [FrequencyPointNode], { description: 'As many as there are intervals, in their order.' })
  points: readonly FrequencyPointNode[];
}

@ObjectType('FrequencyReport', {
  implements: ReportNode,
  description: 'On how many hours or days units are active.',
  simpleResolvers: true,
})
export class FrequencyReportNode extends ReportNode {
  @Field(() => [ReportStretchNode], { description: 'The intervals of the range, in order.' })
  intervals: readonly ReportStretchNode[];

  @Field(() => Int, { description: 'How many segments there are in all; 0 without breakdowns.' })
  segmentCount: number;

  @Field(() => FrequencySeriesNode, { description: 'Of all segments together.' })
  overall: FrequencySeriesNode;

  @Field(() => [FrequencySeriesNode], {
    description: 'The largest segments, largest first by units. Empty without breakdowns.',
  })
  segments: readonly FrequencySeriesNode[];

  @Field(() => FrequencySeriesNode, {
    nullable: true,
    description: 'All other segments as one; null if there are none.',
  })
  other: FrequencySeriesNode | null;
}
