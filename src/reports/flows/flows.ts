import type { RequestContext } from '../../core/model.js';
import { type Answered, Inquiry } from '../inquiry.js';
import { mostRows } from '../rows/rank.js';
import { bindingOf, type ReportParts, type ReportSubject } from '../subject.js';
import { type AnyFlows, bindFlows } from './bind.js';
import { type BoundFlows, positionsOf } from './bound.js';
import { type LinkCount, linkCounts, ofLinkRow, ofStepRow, type StepCount, stepCounts } from './counts.js';
import { eventsByStep, everyPath, type LinkRow, links, type PathRow, type StepRow } from './sql/figures.js';

export type { AnyFlows } from './bind.js';

/** What a path has at a step: an event by its name, one that is not told by name, or nothing, since it begins or ends. */
export type StepEvent =
  | { readonly kind: 'EVENT'; readonly name: string }
  | { readonly kind: 'OTHER' }
  /** Before the anchor: the path begins later. After it: the path has ended, the unit has dropped off. */
  | { readonly kind: 'NONE' };

/** A step of the paths. */
export interface FlowStep {
  /** Negative before the anchor, 0 for the anchor itself. */
  readonly position: number;
  /** The most frequent first, then others, then none; those that no path has are left out. */
  readonly events: ReadonlyArray<{ readonly event: StepEvent; readonly paths: number }>;
}

/** How many paths lead from an event of one step to one of the next. */
export interface FlowLink {
  /** Of the step that it leads away from. */
  readonly position: number;
  readonly source: StepEvent;
  readonly target: StepEvent;
  readonly paths: number;
}

/** The answer to a question of flows. */
export interface FlowsAnswer {
  readonly bound: BoundFlows;
  readonly paths: number;
  readonly units: number;
  readonly steps: readonly FlowStep[];
  readonly links: readonly FlowLink[];
  /** The most frequent, with null where a path has begun or ended. */
  readonly topPaths: ReadonlyArray<{
    readonly names: ReadonlyArray<string | null>;
    readonly paths: number;
    readonly units: number;
  }>;
}

/** What units do before and after something. */
export class Flows {
  /** @param mostPaths with so many different paths or more, steps and links are counted by the engine */
  constructor(
    private readonly parts: ReportParts,
    private readonly mostPaths = mostRows,
  ) {}

  /**
   * Answers a question.
   * @throws MusterError FORBIDDEN; BAD_INPUT, GROUP_KEY_UNKNOWN, NOT_FOUND, COHORT_WRONG_UNIT with the path; the warehouse's
   */
  async answer(ctx: RequestContext, subject: ReportSubject, question: AnyFlows): Promise<Answered<FlowsAnswer>> {
    const binding = await bindingOf(this.parts, ctx, subject, question);
    const bound = bindFlows(question, binding, ['question']);
    const inquiry = new Inquiry(this.parts, ctx);
    const rows = await inquiry.rows<PathRow>(everyPath(bound, this.mostPaths));
    const total = rows.find(({ of_all }) => of_all === 1);
    const paths = rows
      .filter(({ of_all }) => of_all === 0)
      .map(({ path, ...row }) => ({ path, count: Number(row.paths), units: Number(row.units) }));
    const isWhole = rows.length < this.mostPaths;
    const counts = isWhole ? stepCounts(paths) : (await inquiry.rows<StepRow>(eventsByStep(bound))).map(ofStepRow);
    const steps = positionsOf(bound).map((position, index) => stepOf(bound, position, index, counts));
    const told = toldOf(steps);
    const between = isWhole
      ? linkCounts(paths, told)
      : (await inquiry.rows<LinkRow>(links(bound, told))).map(ofLinkRow);
    return {
      answer: {
        bound,
        paths: Number(total?.paths ?? 0),
        units: Number(total?.units ?? 0),
        steps,
        links: linksOf(bound, told, between),
        topPaths: paths.slice(0, bound.pathLimit).map(({ path, count, units }) => ({
          names: path.map((name) => (name === '' ? null : name)),
          paths: count,
          units,
        })),
      },
      inquiry,
    };
  }
}

/** The names told of each step. */
export const toldOf = (steps: readonly FlowStep[]): string[][] =>
  steps.map(({ events }) => events.flatMap(({ event }) => (event.kind === 'EVENT' ? [event.name] : [])));

function stepOf({ eventLimit }: BoundFlows, position: number, index: number, counts: readonly StepCount[]): FlowStep {
  const found = counts
    .filter(({ place }) => place === index + 1)
    .sort((a, b) => b.paths - a.paths || compare(a.event, b.event));
  const named = found.filter(({ event }) => event !== '');
  const others = named.slice(eventLimit).reduce((sum, { paths }) => sum + paths, 0);
  const none = found.find(({ event }) => event === '');
  return {
    position,
    events: [
      ...named
        .slice(0, eventLimit)
        .map(({ event, paths }) => ({ event: { kind: 'EVENT' as const, name: event }, paths })),
      ...(others > 0 ? [{ event: { kind: 'OTHER' as const }, paths: others }] : []),
      ...(none === undefined ? [] : [{ event: { kind: 'NONE' as const }, paths: none.paths }]),
    ],
  };
}

/** What lies at a place among the names told of a step. */
function eventAt(place: number, names: readonly string[]): StepEvent {
  const name = names[place - 1];
  if (name !== undefined) return { kind: 'EVENT', name };
  return { kind: place === 0 ? 'OTHER' : 'NONE' };
}

/** Links step by step, the most frequent first; from nothing to nothing there is none. */
function linksOf(
  { before }: BoundFlows,
  told: ReadonlyArray<readonly string[]>,
  counts: readonly LinkCount[],
): FlowLink[] {
  return counts
    .map(({ place, source, target, paths }) => ({
      position: place - 1 - before,
      source: eventAt(source, told[place - 1] ?? []),
      target: eventAt(target, told[place] ?? []),
      paths,
    }))
    .filter(({ source, target }) => source.kind !== 'NONE' || target.kind !== 'NONE')
    .sort(
      (a, b) =>
        a.position - b.position ||
        b.paths - a.paths ||
        compare(textOf(a.source), textOf(b.source)) ||
        compare(textOf(a.target), textOf(b.target)),
    );
}

const textOf = (event: StepEvent): string => (event.kind === 'EVENT' ? event.name : '');

const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
