import { MusterError } from '../../core/errors.js';
import { limits } from '../../core/limits.js';
import type { RequestContext } from '../../core/model.js';
import type { Caller } from '../http-app.js';
import type { Problem, Reading } from './records.js';

/** What a record means to one endpoint, and the service that takes it. */
export interface Endpoint<Item> {
  /** Where a record holds its token. */
  readonly tokenField: string;
  read(record: unknown): Reading<Item>;
  /** True if the item may be stored again without counting twice. */
  isRepeatable(item: Item): boolean;
  /** Stores items of one project; for each, in order, what is wrong with it, or null. */
  store(context: RequestContext, items: readonly Item[]): Promise<ReadonlyArray<Problem | null>>;
}

/** What happened to the records of one request. */
export interface Delivery {
  readonly records: number;
  /** What was wrong with refused records, by their place in the request; of a record of several items some may be stored. */
  readonly problems: ReadonlyMap<number, Problem>;
  /** True if anything was stored, or asked to be dropped. */
  readonly stored: boolean;
  /** What was thrown when the delivery could not be begun anew any more; undefined otherwise. */
  readonly failure: unknown;
}

/** The items of one project, each with the place of its record, in the order sent. */
interface Share<Item> {
  readonly caller: Caller;
  readonly items: Item[];
  readonly places: number[];
}

/** What a delivery needs of the request it belongs to. */
export interface Hands {
  /** Whose a record is by the token in it; null if no project has that token. */
  callerOf(token: unknown): Promise<Caller | null>;
  /** What services are told when they work for a caller. */
  contextFor(caller: Caller): RequestContext;
}

const unknownToken = 'No project has this token; give the project token.';
const notLookedFor = 'The request has too many unknown tokens, and this one was not looked for; send fewer at once.';

/** Unknown tokens that one request may have looked up: each costs a question to the catalog, and anybody may ask. */
const mostUnknownTokens = 50;

/** Finds out whose a token is, once for each; or says why that is not known. */
function finder(callerOf: Hands['callerOf']): (token: unknown) => Promise<Caller | string> {
  const found = new Map<unknown, Caller | string>();
  let unknown = 0;
  return async (token) => {
    const known = found.get(token);
    if (known !== undefined) return known;
    if (unknown === mostUnknownTokens) return notLookedFor;
    const caller = await callerOf(token);
    if (caller === null) unknown++;
    found.set(token, caller ?? unknownToken);
    return caller ?? unknownToken;
  };
}

async function shareOut<Item>(
  records: readonly unknown[],
  endpoint: Endpoint<Item>,
  callerOf: Hands['callerOf'],
  problems: Map<number, Problem>,
): Promise<Array<Share<Item>>> {
  const find = finder(callerOf);
  const shares = new Map<number, Share<Item>>();
  let items = 0;
  for (const [place, record] of records.entries()) {
    const reading = endpoint.read(record);
    if (!reading.ok) {
      problems.set(place, reading.problem);
      continue;
    }
    const { token } = reading;
    const caller = await find(token);
    if (typeof caller === 'string') {
      problems.set(place, { field: endpoint.tokenField, message: caller });
      continue;
    }
    const share = shares.get(caller.project.id) ?? { caller, items: [], places: [] };
    shares.set(caller.project.id, share);
    for (const item of reading.items) {
      share.items.push(item);
      share.places.push(place);
    }
    items += reading.items.length;
    if (items > limits.batchSize) {
      throw new MusterError('PAYLOAD_TOO_LARGE', `Send at most ${limits.batchSize} operations at once.`);
    }
  }
  return [...shares.values()];
}

const cutShort: Problem = {
  field: '',
  message: 'Not stored: the server failed halfway. Send this record again alone; others are stored already.',
};

/**
 * Rejects when a stopping server waits no longer for a store that does not answer. It would hang up next, and the browser
 * SDK drops what it was sending then. After the time limit of a question there is no such need: the client has its own.
 */
const stopped = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const onAbort = (): void => {
      const reason: unknown = signal.reason;
      if (reason instanceof MusterError && reason.code === 'SHUTTING_DOWN') reject(reason);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });

/**
 * Brings the records of one request to their projects, project by project, those of each in the order sent.
 *
 * A store's error is thrown as long as the whole request may be sent again. Once something is stored that would count
 * twice, the delivery ends with a `failure` instead: to lose the rest, and say so, is better than a number that grows by
 * every attempt. Projects with such items come last, so only a request with several of them can end so.
 *
 * @throws MusterError STORE_UNAVAILABLE, OVERLOADED, SHUTTING_DOWN, QUERY_TIMEOUT, QUERY_CANCELLED, FORBIDDEN;
 * PAYLOAD_TOO_LARGE for more operations than one request may hold
 */
export async function deliver<Item>(
  records: readonly unknown[],
  endpoint: Endpoint<Item>,
  { callerOf, contextFor }: Hands,
): Promise<Delivery> {
  const problems = new Map<number, Problem>();
  const shares = await shareOut(records, endpoint, callerOf, problems);
  const isRepeatable = ({ items }: Share<Item>): boolean => items.every((item) => endpoint.isRepeatable(item));
  const ordered = [...shares.filter(isRepeatable), ...shares.filter((share) => !isRepeatable(share))];
  let mayBeSentAgain = true;
  let stored = false;
  let failure: unknown;
  for (const { caller, items, places } of ordered) {
    const outcomes = failure === undefined ? await attempt(caller, items) : items.map(() => cutShort);
    for (const [at, place] of places.entries()) {
      const found = outcomes[at] ?? null;
      if (found !== null && !problems.has(place)) problems.set(place, found);
    }
    if (outcomes.includes(null)) stored = true;
    const counted = items.some((item, at) => outcomes[at] === null && !endpoint.isRepeatable(item));
    if (counted) mayBeSentAgain = false;
  }
  return { records: records.length, problems, stored, failure };

  async function attempt(caller: Caller, items: readonly Item[]): Promise<ReadonlyArray<Problem | null>> {
    try {
      const context = contextFor(caller);
      return await Promise.race([endpoint.store(context, items), stopped(context.signal)]);
    } catch (error) {
      if (mayBeSentAgain) throw error;
      failure = error;
      return items.map(() => cutShort);
    }
  }
}
