import type { Clock } from '../core/clock.js';
import { MusterError } from '../core/errors.js';
import { limits } from '../core/limits.js';
import type { GroupKey, RequestContext } from '../core/model.js';
import type { DeviceUse, Identity } from '../identity/identity.js';
import type { GroupKeys } from '../projects/group-keys.js';
import { authorize } from '../projects/permissions.js';
import type { StoredEvent, WriteOutcome } from '../warehouse/writer/stored-event.js';
import { EventDraft, type EventOutcome, type IncomingEvent } from './event.js';
import { takeThroughSteps } from './steps.js';

/** The part of the warehouse's EventWriter that ingestion needs. */
export interface EventSink {
  write(events: readonly StoredEvent[]): Promise<readonly WriteOutcome[]>;
}

export interface IngestionParts {
  readonly groupKeys: Pick<GroupKeys, 'list'>;
  readonly identity: Pick<Identity, 'link'>;
  readonly writer: EventSink;
  readonly clock: Clock;
}

/** A draft that came through all steps, with its place in the batch. */
interface Accepted {
  readonly index: number;
  readonly draft: EventDraft;
}

/** The way in for events. */
export class Ingestion {
  /** Active keys by name, per list of keys: the list is the same object while nothing changes. */
  readonly #activeKeys = new WeakMap<readonly GroupKey[], ReadonlyMap<string, number>>();

  constructor(private readonly parts: IngestionParts) {}

  /**
   * Takes a batch: one outcome per event, in the order given. When it returns, accepted events are on disk, attributed
   * and linked, and every later question sees them. If it throws, nothing is promised of the batch, and sending it again is safe
   * for events that carry an insert id and a time.
   * @throws MusterError FORBIDDEN, BAD_INPUT (too many events), OVERLOADED, STORE_UNAVAILABLE, SHUTTING_DOWN
   */
  async accept(ctx: RequestContext, events: readonly IncomingEvent[]): Promise<EventOutcome[]> {
    authorize(ctx.actor, 'TRACK');
    if (events.length > limits.batchSize) {
      throw new MusterError('BAD_INPUT', `Send at most ${limits.batchSize} events at once.`, { path: ['events'] });
    }
    const projectId = ctx.project.id;
    const groupKeys = this.#active(await this.parts.groupKeys.list(projectId));
    const outcomes: EventOutcome[] = [];
    const accepted: Accepted[] = [];
    const links: DeviceUse[] = [];
    const nowMs = this.parts.clock.now();
    for (const [index, event] of events.entries()) {
      const draft = new EventDraft(event);
      const refusal = takeThroughSteps(draft, { nowMs, groupKeys });
      if (refusal !== null) {
        const { reason, field, message } = refusal;
        outcomes[index] = { index, status: 'REFUSED', reason, field, message };
        continue;
      }
      accepted.push({ index, draft });
      if (draft.userId !== '' && draft.deviceId !== '') links.push({ deviceId: draft.deviceId, userId: draft.userId });
    }
    // Links first: when the event is acknowledged, its device's earlier events must be the user's already.
    if (links.length > 0) await this.parts.identity.link(projectId, links);
    await this.#write(projectId, nowMs, accepted, outcomes);
    return outcomes;
  }

  async #write(
    projectId: number,
    ingestedAtMs: number,
    accepted: readonly Accepted[],
    outcomes: EventOutcome[],
  ): Promise<void> {
    if (accepted.length === 0) return;
    const written = await this.parts.writer.write(
      accepted.map(({ draft }) => ({
        projectId,
        timeMs: draft.timeMs,
        name: draft.name,
        distinctId: draft.distinctId,
        deviceId: draft.deviceId,
        userId: draft.userId,
        insertId: draft.insertId,
        groups: draft.groups,
        properties: draft.properties,
        ingestedAtMs,
      })),
    );
    for (const [at, { index, draft }] of accepted.entries()) {
      const status = written[at] === 'duplicate' ? 'DUPLICATE' : 'ACCEPTED';
      outcomes[index] = { index, status, insertId: draft.insertId };
    }
  }

  #active(keys: readonly GroupKey[]): ReadonlyMap<string, number> {
    const known = this.#activeKeys.get(keys);
    if (known !== undefined) return known;
    const active = new Map<string, number>();
    for (const { key, id, archivedAt } of keys) if (archivedAt === null) active.set(key, id);
    this.#activeKeys.set(keys, active);
    return active;
  }
}
