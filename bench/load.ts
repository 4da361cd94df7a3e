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

const answer = z.object({
  data: z.object({ trackBatch: z.object({ accepted: z.number(), duplicate: z.number(), refused: z.number() }) }),
});

/** Sends `trackBatch` requests over connections that stay open. */
export class Sender {
  private readonly agent: http.Agent;
  private readonly target: URL;

  constructor(
    url: string,
    private readonly credential: string,
    connections: number,
  ) {
    this.target = new URL('/graphql', url);
    this.agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Returns how many events were acknowledged; throws when any was not. */
  async send(body: string, events: number): Promise<number> {
    const text = await this.post(body);
    const parsed = answer.safeParse(JSON.parse(text));
    if (!parsed.success) throw new Error(`not acknowledged: ${text.slice(0, 500)}`);
    const { accepted } = parsed.data.data.trackBatch;
    if (accepted !== events) throw new Error(`${events} events were sent and ${accepted} accepted`);
    return accepted;
  }

  close(): void {
    this.agent.destroy();
  }

  private post(body: string): Promise<string> {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${this.credential}`,
    };
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

/** What one closed-loop run gave. */
export interface LoadResult {
  readonly events: number;
  readonly seconds: number;
  readonly latencies: Latencies;
}

/** Keeps `clients` requests open for about `seconds`: each client sends its next batch when the last is acknowledged. */
export async function closedLoop(
  sender: Sender,
  nextBody: (size: number) => string,
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
      const accepted = await sender.send(body, size);
      events += accepted;
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
  nextBody: (size: number) => string,
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
