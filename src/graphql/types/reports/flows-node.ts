import type { FlowsPoint, StepPoint } from '../../../reports/flows/behind.js';
import type { FlowsAnswer, StepEvent } from '../../../reports/flows/flows.js';
import { encodePoint } from '../../../reports/point.js';
import type { FlowEventNode, FlowsReportNode } from './flows.js';
import type { CountedFigureNode, ReportNode } from './report.js';

/** An answer as the schema has it. */
export const flowsNode = (
  { paths, units, steps, links, topPaths }: FlowsAnswer,
  base: Pick<ReportNode, 'subject' | 'asked' | 'inquiry'>,
): FlowsReportNode => ({
  ...base,
  paths: figure(paths, ['ALL']),
  units,
  steps: steps.map(({ position, events }) => ({
    position,
    events: events.map((one) => ({
      event: eventNode(one.event),
      paths: figure(one.paths, ['STEP', position, pointOf(one.event)]),
    })),
  })),
  links: links.map(({ position, source, target, paths: count }) => ({
    position,
    source: eventNode(source),
    target: eventNode(target),
    paths: figure(count, ['LINK', position, pointOf(source), pointOf(target)]),
  })),
  topPaths: topPaths.map((path) => ({
    names: path.names,
    paths: figure(path.paths, ['PATH', path.names]),
    units: path.units,
  })),
});

const figure = (count: number, point: FlowsPoint): CountedFigureNode => ({ id: encodePoint(point), count });

const eventNode = (event: StepEvent): FlowEventNode => ({
  kind: event.kind,
  name: event.kind === 'EVENT' ? event.name : null,
});

const pointOf = (event: StepEvent): StepPoint =>
  event.kind === 'EVENT' ? event.name : event.kind === 'OTHER' ? 0 : null;
