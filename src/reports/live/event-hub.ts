import type { Identity } from '../../identity/identity.js';
import type { FreshEvent, StoredListener } from '../../warehouse/writer/stored-listener.js';
import { Arrival } from './arrival.js';

/** New events of one project, in the order they were stored. */
export class Delivery {
  #canonicalIds: Promise<Map<string, string>> | undefined;

  constructor(
    readonly arrivals: readonly Arrival[],
    private readonly find: () => Promise<Map<string, string>>,
  ) {}

  /** Whose each event is, by its distinct id; found out once, however many ask. */
  canonicalIds(): Promise<Map<string, string>> {
    this.#canonicalIds ??= this.find();
    return this.#canonicalIds;
  }
}

/** Takes what was stored. Must return soon, and never throw. */
export type DeliveryListener = (delivery: Delivery) => void;

/** Passes events on to those who listen, project by project, once they are stored and acknowledged. */
export class EventHub implements StoredListener {
  readonly #listeners = new Map<number, Set<DeliveryListener>>();

  constructor(private readonly identity: Pick<Identity, 'canonicalIds'>) {}

  get isListening(): boolean {
    return this.#listeners.size > 0;
  }

  wants(projectId: number): boolean {
    return this.#listeners.has(projectId);
  }

  /** Passes the events on a moment later, so that the writer goes on first. */
  stored(projectId: number, events: readonly FreshEvent[]): void {
    setImmediate(() => {
      const listeners = this.#listeners.get(projectId);
      if (listeners === undefined) return;
      const arrivals = events.map((event) => new Arrival(event));
      const delivery = new Delivery(arrivals, () =>
        this.identity.canonicalIds(projectId, new Set(arrivals.map(({ distinctId }) => distinctId))),
      );
      for (const listener of [...listeners]) listener(delivery);
    });
  }

  /** Listens to new events of a project; the returned function ends it. */
  listen(projectId: number, listener: DeliveryListener): () => void {
    const listeners = this.#listeners.get(projectId) ?? new Set();
    this.#listeners.set(projectId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(projectId) === listeners) this.#listeners.delete(projectId);
    };
  }
}
