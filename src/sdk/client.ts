import { createDelivery, type Delivery, type DeliveryParts } from './delivery.js';
import { now, sleep } from './environment.js';
import { type Identity, openIdentity } from './identity.js';
import { parseJson } from './json.js';
import { createMembership, groupLists, idText } from './membership.js';
import { listenToPage } from './page.js';
import { profileOf } from './profile.js';
import { createQueue, type Queue } from './queue.js';
import { createRecorder, notJson, type Recorder } from './recorder.js';
import type { ClientSchema, Id, Properties } from './schema.js';
import { openStore } from './store.js';
import { createSend, mostInRequest } from './transport.js';
import type { Client, ClientOptions, DeliveryError, Pending, Refusal } from './types.js';

/** Browsers let requests that outlive their page have 64 KiB in all; some of it is not records. */
const hideBytes = 60_000;

/** FNV-1a: tells projects apart in one store without writing credentials into it. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** A listener of the application's that fails must not stop delivery. */
function told<Message>(listener: (message: Message) => void): (message: Message) => void {
  return (message) => {
    try {
      listener(message);
    } catch (error) {
      console.error(error);
    }
  };
}

const warnOfRefusal = ({ kind, reason, message }: Refusal): void =>
  console.warn(`Muster refused (${kind}, ${reason}): ${message}`);

const warnOfError = ({ code, message, retryable }: DeliveryError): void => {
  if (!retryable) console.warn(`Muster (${code}): ${message}`);
};

interface Parts {
  readonly queue: Queue;
  readonly identity: Identity;
  readonly recorder: Recorder;
  readonly deliveries: readonly Delivery[];
  onRefused(refusal: Refusal): void;
  /** Refuses records from now on. */
  close(): void;
}

function assemble(options: ClientOptions): Parts {
  const {
    url,
    token,
    timeoutMs = 30_000,
    name = digest(token),
    maxQueue = 5_000,
    maxQueueLength = 1_000_000,
  } = options;
  const { flushIntervalMs = 5_000, batchSize = 200, retryMinMs = 1_000, retryMaxMs = 300_000 } = options;
  const onRefused = told(options.onRefused ?? warnOfRefusal);
  const onError = told(options.onError ?? warnOfError);
  const store = openStore(options.store ?? 'localStorage', () => {
    const message = 'There is no room in the store; what is recorded now ends with the page.';
    onError({ code: 'STORE_FULL', message, retryable: false, retryInMs: null });
  });
  const prefix = `muster:${name}:`;
  const queue = createQueue(store, prefix, { records: maxQueue, length: maxQueueLength });
  const identity = openIdentity(store, `${prefix}person`);
  const parts: DeliveryParts = {
    queue,
    store,
    prefix,
    send: createSend(url, token, timeoutMs, options.fetch),
    onRefused: (kind, body, reason) => onRefused({ kind, ...reason, record: parseJson(body) }),
    onError,
  };
  const pace = { flushIntervalMs, batchSize: Math.min(batchSize, mostInRequest), retryMinMs, retryMaxMs };
  const event = createDelivery('event', parts, pace);
  const profile = createDelivery('profile', parts, pace);
  let closed = false;
  const recorder = createRecorder({
    queue,
    identity,
    onRefused,
    onAdded: (kind) => (kind === 'event' ? event : profile).wake(),
    isClosed: () => closed,
  });
  const close = (): void => {
    closed = true;
  };
  // Operations on profiles first: they are few, and go with the page if room is short.
  return { queue, identity, recorder, deliveries: [profile, event], onRefused, close };
}

/** The methods that say who is here. */
function personMethods({ identity, recorder, onRefused }: Parts) {
  const refuse = (reason: string, field: string | null, message: string, record: unknown): void =>
    onRefused({ kind: 'identity', reason, field, message, record });
  const wrongId = (field: string, value: unknown): void =>
    refuse('ID_INVALID', field, 'Give a number, or text that is not empty and does not begin with "$device:".', value);
  const reset = (): void => {
    recorder.drop();
    identity.forget();
  };
  const { add, set, remove } = createMembership(identity, recorder, wrongId);
  return {
    identify(userId: Id): void {
      const id = idText(userId);
      if (id === undefined || id.startsWith('$device:')) {
        wrongId('userId', userId);
        return;
      }
      const { user } = identity.read();
      if (user !== null && user !== id) reset();
      identity.change({ user: id });
      recorder.release();
    },
    reset,
    addGroup: add,
    setGroup: set,
    removeGroup: remove,
    register(properties: Properties): void {
      try {
        identity.change({ properties: { ...identity.read().properties, ...properties } });
      } catch {
        refuse('NOT_JSON', null, notJson, properties);
      }
    },
    unregister(name: string): void {
      const { [name]: _, ...others } = identity.read().properties;
      identity.change({ properties: others });
    },
  };
}

/** The methods that wait for the network. */
function deliveryMethods({ queue, recorder, deliveries, close }: Parts) {
  const pending = (): Pending => ({
    pending: deliveries.reduce((sum, delivery) => sum + delivery.pending(), 0),
    held: queue.count('held'),
  });
  const flush = async (): Promise<Pending> => {
    recorder.release();
    await Promise.all(deliveries.map((delivery) => delivery.flush()));
    return pending();
  };
  const hide = (): void => {
    let budget = hideBytes;
    for (const delivery of deliveries) budget -= delivery.hide(budget);
  };
  const unlisten = listenToPage({ onHide: hide, onOnline: () => void flush() });
  return {
    flush,
    async close({ timeoutMs = 10_000 }: { readonly timeoutMs?: number } = {}): Promise<Pending> {
      close();
      unlisten();
      for (const delivery of deliveries) delivery.stop();
      const end = now() + timeoutMs;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const timeOut = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, timeoutMs);
      });
      for (;;) {
        await Promise.race([flush(), timeOut]);
        if (pending().pending === 0 || now() >= end) break;
        const waits = deliveries.filter((delivery) => delivery.pending() > 0).map((delivery) => delivery.waitMs());
        await sleep(Math.min(...waits, end - now()));
      }
      clearTimeout(timer);
      return pending();
    },
  };
}

/**
 * Makes a client. What an earlier page, or another client on the same store, left behind is sent at once.
 *
 * @throws TypeError without `url` or `token`.
 */
export function createClient<Schema extends ClientSchema = ClientSchema>(options: ClientOptions): Client<Schema> {
  if (typeof options.url !== 'string' || !options.token)
    throw new TypeError('Give the url of Muster and a project token.');
  const parts = assemble(options);
  const { recorder } = parts;
  const client: Client<Schema> = {
    ...personMethods(parts),
    ...deliveryMethods(parts),
    track: (event, ...[properties, trackOptions]) => recorder.event(event, properties, trackOptions),
    trackWithGroups: (event, properties, groups) => recorder.event(event, { ...properties, ...groupLists(groups) }),
    people: profileOf(recorder.people),
    group: (key, groupId) => profileOf((operation, argument) => recorder.group(key, groupId, operation, argument)),
  };
  parts.recorder.release();
  if (parts.deliveries.some((delivery) => delivery.pending() > 0)) void client.flush();
  return client;
}
