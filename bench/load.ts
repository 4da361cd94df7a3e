import http from 'node:http';
import { z } from 'zod';

/** Latencies of requests, milliseconds. */
export class Latencies {
  private readonly values: number[] = [];
  private sorted = false;

  add(ms: number): void {
    this.values.push(ms);
    this.sorted = false;
  }

  get count(): number {
    return this.values.length;
  }

  /** The value that `share` (0 to 1) of the requests did not exceed. */
  quantile(share: number): number {
    if (!this.sorted) this.values.sort((a, b) => a - b);
    this.sorted = true;
    return this.values[Math.min(this.values.length - 1, Math.floor(share * this.values.length))] ?? Number.NaN;
  }
}

/** One way to send events: where a request goes, what it carries beside its body, and how many events its answer accepts. */
export interface Wire {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Throws when the answer is no acknowledgement of `events` events. */
  readonly check: (answer: string, events: number) => void;
}

const trackBatchAnswer = z.object({
  data: z.object({ trackBatch: z.object({ accepted: z.number(), duplicate: z.number(), refused: z.number() }) }),
});

/** `trackBatch` over GraphQL. */
export const graphqlWire = (credential: string): Wire => ({
  path: '/graphql',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${credential}` },
  check(answer, events) {
    const parsed = trackBatchAnswer.safeParse(JSON.parse(answer));
    if (!parsed.success) throw new Error(`not acknowledged: ${answer.slice(0, 500)}`);
    const { accepted } = parsed.data.data.trackBatch;
    if (accepted !== events) throw new Error(`${events} events were sent and ${accepted} accepted`);
  },
});

/** Sends requests over connections that stay open. */
export class Sender {
  private readonly agent: http.Agent;
  private readonly target: URL;

  constructor(
    url: string,
    private readonly wire: Wire,
    connections: number,
  ) {
    this.target = new URL(wire.path, url);
    this.agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Returns when the events are acknowledged; throws when any was not. */
  async send(body: string | Buffer, events: number): Promise<void> {
    this.wire.check(await this.post(body), events);
  }

  close(): void {
    this.agent.destroy();
  }

  private post(body: string | Buffer): Promise<string> {
    const headers = { ...this.wire.headers, 'content-length': Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const request = http.request(this.target, { method: 'POST', agent: this.agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('error', reject);
        response.on('end', () => resolve(text));
      });
      request.on('error', reject);
      request.end(body);
    });
  }
}

/** Makes the body of a request with so many events, none of them sent before. */
export type NextBody = (size: number) => string | Buffer;

/** What one closed-loop run gave. */
export interface LoadResult {
  readonly events: number;
  readonly seconds: number;
  readonly latencies: Latencies;
}

/** Keeps `clients` requests open for about `seconds`: each client sends its next batch when the last is acknowledged. */
export async function closedLoop(
  sender: Sender,
  nextBody: NextBody,
  size: number,
  clients: number,
  seconds: number,
): Promise<LoadResult> {
  const latencies = new Latencies();
  let events = 0;
  const begun = performance.now();
  const end = begun + seconds * 1_000;
  const client = async () => {
    while (performance.now() < end) {
      const body = nextBody(size);
      const sent = performance.now();
      await sender.send(body, size);
      events += size;
      latencies.add(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { events, seconds: (performance.now() - begun) / 1_000, latencies };
}

/**
 * Sends single events at a fixed rate, whether or not earlier ones are answered. A latency counts from the moment the
 * request was due, so a server that stalls cannot hide it by slowing the generator down.
 */
export async function openLoop(
  sender: Sender,
  nextBody: NextBody,
  perSecond: number,
  seconds: number,
): Promise<LoadResult> {
  const latencies = new Latencies();
  const total = Math.round(perSecond * seconds);
  const begun = performance.now();
  const open: Array<Promise<void>> = [];
  for (let index = 0; index < total; ) {
    const due = begun + (index * 1_000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      continue;
    }
    open.push(sender.send(nextBody(1), 1).then(() => latencies.add(performance.now() - due)));
    index++;
  }
  await Promise.all(open);
  return { events: total, seconds: (performance.now() - begun) / 1_000, latencies };
}
