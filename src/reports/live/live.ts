import { MusterError } from '../../core/errors.js';
import { limits } from '../../core/limits.js';
import type { RequestContext } from '../../core/model.js';
import type { Properties } from '../../core/property-values.js';
import type { Identity } from '../../identity/identity.js';
import { authorize } from '../../projects/permissions.js';
import { Beat } from './beat.js';
import type { EventHub } from './event-hub.js';
import { Feed, type FeedWhere, type Taken } from './feed.js';

/** What is told as it happens, and what it needs. */
export interface LiveParts {
  readonly hub: Pick<EventHub, 'listen'>;
  readonly identity: Pick<Identity, 'canonicalIds'>;
  /** All keys of a project, archived ones included. */
  readonly groupKeys: {
    list(projectId: number): Promise<ReadonlyArray<{ readonly id: number; readonly key: string }>>;
  };
}

/** A newly stored event as a feed tells it. */
export interface LiveEvent {
  readonly id: string;
  readonly name: string;
  readonly time: Date;
  /** Whose it is: the user's to whom the device was linked when it arrived. */
  readonly distinctId: string;
  readonly groups: ReadonlyArray<{ readonly key: string; readonly id: string }>;
  readonly properties: Properties;
}

/** Events that arrived since the last message. */
export interface LiveEventBatch {
  readonly events: readonly LiveEvent[];
  /** How many more arrived than a message holds. */
  readonly skipped: number;
}

/** Least time between two messages of a feed, milliseconds: what arrives at once is told at once. */
const feedGapMs = 100;

/** Feeds and answers that go on until the signal of their request ends them. */
export class Live {
  constructor(private readonly parts: LiveParts) {}

  /**
   * New events from now on. The first message comes at once and has no events: what is stored after it is told.
   * Ends without an error when the signal of `ctx` is aborted.
   * @throws MusterError FORBIDDEN; OVERLOADED and STORE_UNAVAILABLE while it goes on
   */
  async *events(ctx: RequestContext, where: FeedWhere): AsyncGenerator<LiveEventBatch> {
    authorize(ctx.actor, 'READ');
    const { hub, identity } = this.parts;
    const projectId = ctx.project.id;
    const beat = new Beat(feedGapMs, ctx.signal);
    const canonicalId = async (distinctId: string) =>
      (await identity.canonicalIds(projectId, [distinctId])).get(distinctId) ?? distinctId;
    const feed = new Feed(where, { canonicalId }, () => beat.mark());
    const end = hub.listen(projectId, (delivery) => feed.receive(delivery));
    try {
      yield { events: [], skipped: 0 };
      while (await beat.next()) {
        const batch = await this.#told(projectId, feed.take());
        beat.rest();
        yield batch;
      }
    } finally {
      end();
    }
  }

  /**
   * An answer at once, and again after new events of the project were stored, at most once in `everyMs`. A reader that
   * is slow gets fewer answers, each of the moment it was asked for. Ends without an error when the signal of `ctx` is aborted.
   * @throws MusterError FORBIDDEN; BAD_INPUT for `everyMs`; what `ask` throws
   */
  async *answers<Answer>(
    ctx: RequestContext,
    everyMs: number,
    ask: () => Promise<Answer>,
  ): AsyncGenerator<Answer, void, undefined> {
    authorize(ctx.actor, 'READ');
    checkEvery(everyMs);
    const { signal } = ctx;
    const beat = new Beat(everyMs, signal);
    const end = this.parts.hub.listen(ctx.project.id, () => beat.mark());
    beat.mark();
    try {
      while (await beat.next()) {
        const answer = await ask();
        beat.rest();
        yield answer;
      }
    } catch (error) {
      // What was stopped because nobody wants it any more is no failure.
      if (!signal.aborted) throw error;
    } finally {
      end();
    }
  }

  async #told(projectId: number, { arrivals, skipped }: Taken): Promise<LiveEventBatch> {
    const { identity, groupKeys } = this.parts;
    const [owners, keys] = await Promise.all([
      identity.canonicalIds(projectId, new Set(arrivals.map(({ distinctId }) => distinctId))),
      groupKeys.list(projectId),
    ]);
    const names = new Map(keys.map(({ id, key }) => [id, key]));
    const events = arrivals.map(({ id, name, timeMs, distinctId, groups, properties }) => ({
      id,
      name,
      time: new Date(timeMs),
      distinctId: owners.get(distinctId) ?? distinctId,
      groups: groups.flatMap(({ groupKeyId, groupId }) => {
        const key = names.get(groupKeyId);
        return key === undefined ? [] : [{ key, id: groupId }];
      }),
      properties,
    }));
    return { events, skipped };
  }
}

function checkEvery(everyMs: number): void {
  const { from, to } = limits.liveEveryMs;
  if (everyMs >= from && everyMs <= to) return;
  throw new MusterError('BAD_INPUT', `Give a whole number from ${from} to ${to}.`, { path: ['everyMs'] });
}
