import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../enum-of.js';
import { CountedFigureNode, ReportNode } from './report.js';

const FlowEventKindEnum = enumOf({
  EVENT: 'An event by its name.',
  OTHER: 'Any event that is not told by name.',
  NONE: 'Nothing: before the anchor the path begins later, after it the path has ended.',
});
registerEnumType(FlowEventKindEnum.values, {
  name: 'FlowEventKind',
  description: 'What a path has at a step.',
  valuesConfig: FlowEventKindEnum.config,
});

@ObjectType('FlowEvent', { description: 'What paths have at a step.', simpleResolvers: true })
export class FlowEventNode {
  @Field(() => FlowEventKindEnum.values, { description: 'What it is.' })
  kind: keyof typeof FlowEventKindEnum.values;

  @Field(() => String, { nullable: true, description: 'The name of the event; null unless `kind` is EVENT.' })
  name: string | null;
}

@ObjectType('FlowStepEvent', { description: 'An event of a step, and its paths.', simpleResolvers: true })
export class FlowStepEventNode {
  @Field(() => FlowEventNode, { description: 'What the paths have there.' })
  event: FlowEventNode;

  @Field(() => CountedFigureNode, { description: 'How many paths; behind them are their units.' })
  paths: CountedFigureNode;
}

@ObjectType('FlowStep', { description: 'A step of the paths.', simpleResolvers: true })
export class FlowStepNode {
  @Field(() => Int, { description: 'Negative before the anchor, 0 for the anchor itself.' })
  position: number;

  @Field(() => [FlowStepEventNode], {
    description: 'The most frequent first, then all others as one, then those that have nothing there: the drop-off.',
  })
  events: readonly FlowStepEventNode[];
}

@ObjectType('FlowLink', {
  description: 'How many paths lead from an event of one step to one of the next.',
  simpleResolvers: true,
})
export class FlowLinkNode {
  @Field(() => Int, { description: 'The position of the step it leads away from.' })
  position: number;

  @Field(() => FlowEventNode, { description: 'From what.' })
  source: FlowEventNode;

  @Field(() => FlowEventNode, { description: 'To what.' })
  target: FlowEventNode;

  @Field(() => CountedFigureNode, { description: 'How many paths; behind them are their units.' })
  paths: CountedFigureNode;
}

@ObjectType('FlowPath', { description: 'Paths with the same events.', simpleResolvers: true })
export class FlowPathNode {
  @Field(() => [String], {
    nullable: 'items',
    description: 'The events from the first step to the last; null where the path has not begun or has ended.',
  })
  names: ReadonlyArray<string | null>;

  @Field(() => CountedFigureNode, { description: 'How many paths; behind them are their units.' })
  paths: CountedFigureNode;

  @Field(() => Float, { description: 'How many units have such a path; a whole number.' })
  units: number;
}

@ObjectType('FlowsReport', {
  implements: ReportNode,
  description: 'What units do before and after something.',
  simpleResolvers: true,
})
export class FlowsReportNode extends ReportNode {
  @Field(() => CountedFigureNode, { description: 'All paths; behind them are their units.' })
  paths: CountedFigureNode;

  @Field(() => Float, { description: 'How many units have a path; a whole number.' })
  units: number;

  @Field(() => [FlowStepNode], { description: 'The steps in order, the anchor among them.' })
  steps: readonly FlowStepNode[];

  @Field(() => [FlowLinkNode], { description: 'Step by step, the most frequent first.' })
  links: readonly FlowLinkNode[];

  @Field(() => [FlowPathNode], { description: 'The most frequent paths, the most frequent first.' })
  topPaths: readonly FlowPathNode[];
}
