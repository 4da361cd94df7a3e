import { MusterError } from '../../core/errors.js';
import { limits } from '../../core/limits.js';
import { devicePrefix } from '../../identity/identity.js';
import type { Arrival } from './arrival.js';
import type { Delivery } from './event-hub.js';

/** Whose events: all of the project, a user's, or a group's. */
export type FeedOf =
  | { readonly kind: 'all' }
  | { readonly kind: 'user'; readonly distinctId: string }
  | { readonly kind: 'group'; readonly groupKeyId: number; readonly groupId: string };

/** Which events a feed has. */
export interface FeedWhere {
  readonly of: FeedOf;
  /** Null: of any name. */
  readonly names: ReadonlySet<string> | null;
}

/** What has arrived since the last time. */
export interface Taken {
  readonly arrivals: readonly Arrival[];
  /** How many more there were. */
  readonly skipped: number;
}

/** Events of which it is not known yet whose they are; more would make a slow catalog fill the memory. */
const mostUnsettled = 50_000;

/** Collects what a feed wants of the events that arrive, never more than one message holds. */
export class Feed {
  #arrivals: Arrival[] = [];
  #size = 0;
  #skipped = 0;
  #unsettled = 0;
  #settling: Promise<void> = Promise.resolve();
  #failure: unknown;

  /** @param onArrival called when there is something to take, and when the feed has failed */
  constructor(
    private readonly where: FeedWhere,
    private readonly identity: { canonicalId(distinctId: string): Promise<string> },
    private readonly onArrival: () => void,
  ) {}

  /** Takes what is new. */
  receive(delivery: Delivery): void {
    const { of } = this.where;
    if (of.kind === 'user') this.#receiveOfUser(delivery, of.distinctId);
    else if (of.kind === 'all') this.#keep(delivery.arrivals);
    else
      this.#keep(
        delivery.arrivals.filter(({ groups }) =>
          groups.some(({ groupKeyId, groupId }) => groupKeyId === of.groupKeyId && groupId === of.groupId),
        ),
      );
  }

  /**
   * Hands over what has arrived.
   * @throws what made the feed fail
   */
  take(): Taken {
    if (this.#failure !== undefined) throw this.#failure;
    const taken = { arrivals: this.#arrivals, skipped: this.#skipped };
    this.#arrivals = [];
    this.#size = 0;
    this.#skipped = 0;
    return taken;
  }

  #receiveOfUser(delivery: Delivery, wanted: string): void {
    const mayBe = (distinctId: string): boolean =>
      distinctId === wanted || distinctId.startsWith(devicePrefix) || wanted.startsWith(devicePrefix);
    const candidates = delivery.arrivals.filter(({ distinctId }) => mayBe(distinctId));
    if (candidates.length === 0 || this.#failure !== undefined) return;
    if (this.#unsettled > mostUnsettled) {
      this.#fail(tooMuch());
      return;
    }
    this.#unsettled += candidates.length;
    // One after the other, so that events stay in the order they came.
    this.#settling = this.#settling.then(async () => {
      try {
        const [owners, user] = await Promise.all([delivery.canonicalIds(), this.identity.canonicalId(wanted)]);
        this.#keep(candidates.filter(({ distinctId }) => owners.get(distinctId) === user));
      } catch (error) {
        this.#fail(error);
      } finally {
        this.#unsettled -= candidates.length;
      }
    });
  }

  #keep(arrivals: readonly Arrival[]): void {
    const { names } = this.where;
    const wanted = names === null ? arrivals : arrivals.filter(({ name }) => names.has(name));
    if (wanted.length === 0) return;
    for (const arrival of wanted) {
      const isFull = this.#arrivals.length >= limits.liveEvents || this.#size + arrival.size > limits.liveEventBytes;
      // From the first that does not fit, so that what is left out is all later than what is told.
      if (this.#skipped > 0 || (isFull && this.#arrivals.length > 0)) {
        this.#skipped++;
        continue;
      }
      this.#arrivals.push(arrival);
      this.#size += arrival.size;
    }
    this.onArrival();
  }

  #fail(error: unknown): void {
    this.#failure = error;
    this.onArrival();
  }
}

const tooMuch = (): MusterError =>
  new MusterError('OVERLOADED', 'Events arrive faster than it is found out whose they are; subscribe again later.', {
    retryAfterMs: 5_000,
  });
