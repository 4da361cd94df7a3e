import type { Clock } from '../core/clock.js';
import { MusterError } from '../core/errors.js';
import { limits } from '../core/limits.js';
import type { GroupKey, RequestContext } from '../core/model.js';
import type { DeviceUse, Identity } from '../identity/identity.js';
import type { GroupKeys } from '../projects/group-keys.js';
import { authorize } from '../projects/permissions.js';
import type { StoredEvent, WriteOutcome } from '../warehouse/writer/stored-event.js';
import { EventDraft, type EventOutcome, type IncomingEvent } from './event.js';
import { strayProperty } from './steps/repair-removed-groups.js';
import { takeThroughSteps } from './steps.js';

/** The part of the warehouse's EventWriter that ingestion needs. */
export interface EventSink {
  /** Must have read the events when it returns its promise: the array is emptied then. */
  write(events: readonly StoredEvent[]): Promise<readonly WriteOutcome[]>;
}

export interface IngestionParts {
  readonly groupKeys: Pick<GroupKeys, 'list'>;
  readonly identity: Pick<Identity, 'link'>;
  readonly writer: EventSink;
  readonly clock: Clock;
}

/** What came through all steps: the events, and beside each its place in the batch. */
interface Accepted {
  readonly events: StoredEvent[];
  readonly indexes: number[];
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
    const keys = await this.parts.groupKeys.list(projectId);
    const groupKeys = this.#active(keys);
    // Where the name is a key of the project's, archived or not, it is no stray of the SDK's.
    const repairRemovedGroups = ctx.project.repairRemovedGroups && keys.every(({ key }) => key !== strayProperty);
    const outcomes: EventOutcome[] = [];
    const accepted: Accepted = { events: [], indexes: [] };
    const links: DeviceUse[] = [];
    const nowMs = this.parts.clock.now();
    for (const [index, event] of events.entries()) {
      const draft = new EventDraft(event);
      const refusal = takeThroughSteps(draft, { nowMs, groupKeys, repairRemovedGroups });
      if (refusal !== null) {
        const { reason, field, message } = refusal;
        outcomes[index] = { index, status: 'REFUSED', reason, field, message };
        continue;
      }
      accepted.events.push(storedEvent(draft, projectId, nowMs));
      accepted.indexes.push(index);
      if (draft.userId !== '' && draft.deviceId !== '') links.push({ deviceId: draft.deviceId, userId: draft.userId });
    }
    // Links first: when the event is acknowledged, its device's earlier events must be the user's already.
    if (links.length > 0) await this.parts.identity.link(projectId, links);
    await this.#write(accepted, outcomes);
    return outcomes;
  }

  async #write({ events, indexes }: Accepted, outcomes: EventOutcome[]): Promise<void> {
    if (events.length === 0) return;
    const insertIds = events.map(({ insertId }) => insertId);
    const writing = this.parts.writer.write(events);
    // The rows are made: while they are being stored, nothing here should keep the events alive.
    events.length = 0;
    const written = await writing;
    for (const [at, index] of indexes.entries()) {
      const status = written[at] === 'duplicate' ? 'DUPLICATE' : 'ACCEPTED';
      outcomes[index] = { index, status, insertId: insertIds[at] ?? '' };
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

const storedEvent = (draft: EventDraft, projectId: number, ingestedAtMs: number): StoredEvent => ({
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
});
