import { ask } from '../../cohorts/ask.js';
import { checkName, checkText } from '../../cohorts/bind-checks.js';
import { checkPageSize } from '../../cohorts/page.js';
import { limits } from '../../core/limits.js';
import type { RequestContext } from '../../core/model.js';
import { nearMatches } from '../../core/near-matches.js';
import { authorize } from '../../projects/permissions.js';
import type { ReportParts } from '../subject.js';
import { eventsNamedIn } from './events-named-in.js';
import { eventNames, eventProperties, namesSeen } from './name-statements.js';

/** Of how many events property names are gathered: the newest. */
export const sampledEvents = 1_000;
/**
 * For how many names near matches are looked for, how long a name may be for it, and among how many they are looked for, those
 * of most events: nobody else is served meanwhile.
 */
export const nearMatching = { names: 20, length: 64, known: 1_000 } as const;

/** A name that events have. */
export interface EventName {
  readonly name: string;
  readonly events: number;
  /** When the newest of them happened. */
  readonly lastTime: Date;
}

/** A name that no event has. */
export interface UnseenEvent {
  readonly name: string;
  /** Names that events have and that look like it, best first; none beyond the bounds of {@link nearMatching}. */
  readonly didYouMean: readonly string[];
}

interface NameRow {
  readonly name: string;
}

/** What there is to ask about: the names of a project's events and of their properties. */
export class EventNames {
  constructor(private readonly parts: Pick<ReportParts, 'warehouse' | 'copies' | 'unitEvents'>) {}

  /**
   * The names of the project's events, those of most events first.
   * @param search only names with this text in them, upper or lower case; null or empty: all
   * @throws MusterError FORBIDDEN; BAD_INPUT; the warehouse's
   */
  async list(ctx: RequestContext, search: string | null, first: number): Promise<readonly EventName[]> {
    authorize(ctx.actor, 'READ');
    const text = search === null || search === '' ? null : checkText(search, ['search']);
    const rows = await this.#rows<NameRow & { readonly events: string; readonly last: string }>(
      ctx,
      eventNames(ctx.project.id, text, checkPageSize(first)),
    );
    return rows.map(({ name, events, last }) => ({ name, events: Number(events), lastTime: new Date(Number(last)) }));
  }

  /**
   * The names of the properties that the project's newest events carry, {@link sampledEvents} of them, in alphabetical order.
   * @param event of events of this name; null: of any
   * @throws MusterError FORBIDDEN; BAD_INPUT; the warehouse's
   */
  async properties(ctx: RequestContext, event: string | null): Promise<readonly string[]> {
    authorize(ctx.actor, 'READ');
    const name = event === null ? null : checkName(event, 'An event name', ['event']);
    const rows = await this.#rows<NameRow>(ctx, eventProperties(ctx.project.id, name, sampledEvents, limits.pageSize));
    return rows.map((row) => row.name);
  }

  /**
   * The event names in a question that no event of the project has, in alphabetical order.
   * @throws MusterError FORBIDDEN; the warehouse's
   */
  async unseenIn(ctx: RequestContext, question: object): Promise<readonly UnseenEvent[]> {
    authorize(ctx.actor, 'READ');
    const named = [...eventsNamedIn(question)].sort();
    if (named.length === 0) return [];
    const seen = await this.#names(ctx, namesSeen(ctx.project.id, named));
    const unseen = named.filter((name) => !seen.has(name));
    if (unseen.length === 0) return [];
    const known = await this.#names(ctx, eventNames(ctx.project.id, null, nearMatching.known));
    const short = [...known].filter(isShort);
    return unseen.map((name, place) => ({
      name,
      didYouMean: place < nearMatching.names && isShort(name) ? nearMatches(name, short) : [],
    }));
  }

  async #names(ctx: RequestContext, statement: Parameters<typeof ask>[2]): Promise<Set<string>> {
    return new Set((await this.#rows<NameRow>(ctx, statement)).map(({ name }) => name));
  }

  #rows<Row>(ctx: RequestContext, statement: Parameters<typeof ask>[2]): Promise<readonly Row[]> {
    return ask<Row>(this.parts, ctx.project.id, statement, ctx.signal);
  }
}

const isShort = (name: string): boolean => name.length <= nearMatching.length;
