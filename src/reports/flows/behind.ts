import { z } from 'zod';
import { badInput, type Path } from '../../cohorts/bind-checks.js';
import {
  and,
  array,
  as,
  asc,
  call,
  col,
  desc,
  eq,
  ne,
  notIn,
  num,
  param,
  select,
} from '../../warehouse/sql/builders.js';
import type { Expression, Select } from '../../warehouse/sql/nodes.js';
import { filtered } from '../behind/segment.js';
import { type UnitsBehind, unitsOfRows } from '../behind/units.js';
import { below, ofRow } from '../rows/layers.js';
import { type BoundFlows, positionsOf } from './bound.js';
import { path as pathColumn, pathsOf } from './sql/paths.js';

/** What a path has at a step: an event by its name, any that is not told by name (0), or nothing (null). */
export type StepPoint = string | 0 | null;

/** Names a figure: a step at a position, a link from a position to the next, or a path as a whole; or all paths. */
export type FlowsPoint =
  | readonly ['ALL']
  | readonly ['STEP', position: number, event: StepPoint]
  | readonly ['LINK', position: number, source: StepPoint, target: StepPoint]
  | readonly ['PATH', names: ReadonlyArray<string | null>];

const stepShape = z.union([z.string(), z.literal(0), z.null()]);

export const flowsPoint: z.ZodType<FlowsPoint> = z.union([
  z.tuple([z.literal('ALL')]),
  z.tuple([z.literal('STEP'), z.int(), stepShape]),
  z.tuple([z.literal('LINK'), z.int(), stepShape, stepShape]),
  z.tuple([z.literal('PATH'), z.array(z.string().nullable()).readonly()]),
]);

/**
 * The units with such a path.
 * @throws MusterError BAD_INPUT if the question has no such figure
 */
export function unitsBehindFlows(bound: BoundFlows, point: FlowsPoint, at: Path): UnitsBehind {
  const holds = conditionsOf(bound, point);
  if (holds === null) throw badInput('The question has no such figure: its steps are others.', at);
  return unitsOfRows(filtered(pathsOf(bound), holds), bound.counted);
}

function conditionsOf(bound: BoundFlows, point: FlowsPoint): Expression[] | null {
  const positions = positionsOf(bound);
  switch (point[0]) {
    case 'ALL':
      return [];
    case 'STEP':
      return positions.includes(point[1]) ? [isAt(bound, point[1], point[2])] : null;
    case 'LINK': {
      const [, position, source, target] = point;
      if (!positions.includes(position) || !positions.includes(position + 1)) return null;
      return [isAt(bound, position, source), isAt(bound, position + 1, target)];
    }
    case 'PATH': {
      if (point[1].length !== positions.length) return null;
      const names = point[1].map((name) => param(name ?? '', 'String'));
      return [eq(ofRow(pathColumn), array(...names))];
    }
  }
}

function isAt(bound: BoundFlows, position: number, event: StepPoint): Expression {
  const name = call('arrayElement', ofRow(pathColumn), num(position + bound.before + 1));
  if (event !== 0) return eq(name, param(event ?? '', 'String'));
  return and(ne(name, param('', 'String')), notIn(name, toldAt(bound, position)));
}

/** The names told of a step: the most frequent, equal ones by their text. */
function toldAt(bound: BoundFlows, position: number): Select {
  const name = call('arrayElement', ofRow(pathColumn), num(position + bound.before + 1));
  return select({
    columns: [as(name, 'event')],
    from: below(pathsOf(bound)),
    where: ne(name, param('', 'String')),
    groupBy: [col('event')],
    orderBy: [desc(call('count')), asc(col('event'))],
    limit: bound.eventLimit,
  });
}
