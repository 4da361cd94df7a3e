import { type Asked, ask } from '../../cohorts/ask.js';
import { type ExpressionNode, namesIn } from '../../cohorts/expressions/ast.js';
import { MusterError } from '../../core/errors.js';
import type { RequestContext } from '../../core/model.js';
import type { Identity } from '../../identity/identity.js';
import { authorize } from '../../projects/permissions.js';
import type { Select } from '../../warehouse/sql/nodes.js';
import { eventLine } from './event-line.js';
import {
  asksAboutUsers,
  type EventPlace,
  type EventRow,
  eventsOfUsers,
  firstEvents,
  placeOfEvent,
  type Stretch,
} from './event-statements.js';
import { leeway, Pace, type PageBounds, usualBounds } from './pace.js';
import { inPieces } from './pieces.js';

/** Which events are wanted, and how. */
export interface EventQuestion {
  /** First moment, milliseconds since the epoch. */
  readonly from: number;
  /** First moment after the last. */
  readonly to: number;
  /** Exact names; null: all. */
  readonly names: readonly string[] | null;
  /** A condition on each event and the profile of its user; null: none. */
  readonly where: ExpressionNode | null;
  /** Events at most; null: all. */
  readonly limit: number | null;
  /** The time in milliseconds, else in seconds. */
  readonly timeInMs: boolean;
}

export interface EventExportParts extends Asked {
  readonly identity: Pick<Identity, 'canonicalIds'>;
}

/** What one question brought, and where to go on. */
interface Page {
  readonly rows: readonly EventRow[];
  /** The last event that was looked at, if more may come right after it; null if the stretch is done. */
  readonly last: EventPlace | null;
}

const placeOf = ({ ms, id }: Pick<EventRow, 'ms' | 'id'>): EventPlace => ({ timeMs: Number(ms), eventId: id });

/**
 * The raw events of a project, all of them however many, each once, in the order of time. They are read by pages that
 * go on after the last event, so memory is bounded, and time limits hold for each page. An event that is stored while
 * the export runs is in it if its time is still to come.
 */
export class EventExport {
  constructor(
    private readonly parts: EventExportParts,
    private readonly bounds: PageBounds = usualBounds,
  ) {}

  /**
   * The events as lines of NDJSON, some at a time.
   * @throws MusterError FORBIDDEN; BAD_INPUT if the expression asks for what events do not have; the stores'
   */
  async *lines(ctx: RequestContext, question: EventQuestion): AsyncGenerator<string> {
    authorize(ctx.actor, 'EXPORT');
    checkExpression(question.where);
    for await (const rows of this.#pages(ctx, question)) {
      const canonical = await this.parts.identity.canonicalIds(
        ctx.project.id,
        rows.map((row) => row.distinct_id),
      );
      yield* inPieces(linesOf(rows, canonical, question.timeInMs));
    }
  }

  async *#pages(ctx: RequestContext, question: EventQuestion): AsyncGenerator<readonly EventRow[]> {
    const { from, to, names } = question;
    const pace = new Pace(to - from, this.bounds);
    let left = question.limit ?? Number.POSITIVE_INFINITY;
    let at: { readonly from: number; readonly after: EventPlace | null } = { from, after: null };
    while (at.from < to && left > 0) {
      const end = Math.min(to, at.from + pace.spanMs);
      const stretch = { projectId: ctx.project.id, names, ...at, to: end, upTo: null };
      const page = await this.#page(ctx, stretch, question.where, pace, left);
      if (page === null) continue;
      if (page.rows.length > 0) yield page.rows;
      left -= page.rows.length;
      at = page.last === null ? { from: end, after: null } : { from: page.last.timeMs, after: page.last };
    }
  }

  /** The next page, or null if it has to be asked for anew as a smaller one. */
  async #page(
    ctx: RequestContext,
    stretch: Stretch,
    where: ExpressionNode | null,
    pace: Pace,
    left: number,
  ): Promise<Page | null> {
    const startedAt = performance.now();
    try {
      const page =
        where !== null && asksAboutUsers(where)
          ? await this.#pageOfUsers(ctx, stretch, where, pace.rows)
          : await this.#pageOfEvents(ctx, stretch, where, Math.min(pace.rows, left));
      const rows = page.rows.length > left ? page.rows.slice(0, left) : page.rows;
      pace.succeeded({ rows: rows.length, bytes: bytesOf(rows), elapsedMs: performance.now() - startedAt });
      return { ...page, rows };
    } catch (error) {
      pace.failed(error);
      return null;
    }
  }

  async #pageOfEvents(ctx: RequestContext, stretch: Stretch, where: ExpressionNode | null, limit: number) {
    const rows = await this.#ask<EventRow>(ctx, firstEvents(stretch, where, limit));
    const last = rows.at(-1);
    return { rows, last: last === undefined || rows.length < limit ? null : placeOf(last) };
  }

  /** Users are joined to so many events at a time, whether they turn out to be wanted or not. */
  async #pageOfUsers(ctx: RequestContext, stretch: Stretch, where: ExpressionNode, count: number): Promise<Page> {
    const [end] = await this.#ask<Pick<EventRow, 'ms' | 'id'>>(ctx, placeOfEvent(stretch, count));
    const last = end === undefined ? null : placeOf(end);
    const rows = await this.#ask<EventRow>(ctx, eventsOfUsers({ ...stretch, upTo: last }, where));
    return { rows, last };
  }

  #ask<Row>(ctx: RequestContext, statement: Select): Promise<readonly Row[]> {
    const settings = { max_result_bytes: leeway * this.bounds.bytes };
    return ask<Row>(this.parts, ctx.project.id, { ...statement, settings }, ctx.signal);
  }
}

function* linesOf(rows: readonly EventRow[], canonical: ReadonlyMap<string, string>, inMs: boolean): Generator<string> {
  for (const row of rows) yield eventLine(row, canonical.get(row.distinct_id) ?? row.distinct_id, inMs);
}

/** What the rows take, about: their properties, and something for the rest. */
function bytesOf(rows: readonly EventRow[]): number {
  let bytes = 0;
  for (const { properties } of rows) {
    bytes += 200;
    for (const name in properties) bytes += name.length + (properties[name]?.length ?? 0);
  }
  return bytes;
}

function checkExpression(where: ExpressionNode | null): void {
  if (where === null) return;
  for (const { of, name, at } of namesIn(where)) {
    if (of !== 'user' || name !== '$last_seen') continue;
    const message = `The expression is wrong at character ${at}: \`$last_seen\` is told with each profile, but cannot be asked about.`;
    throw new MusterError('BAD_INPUT', message, { path: ['where'] });
  }
}
