import http from 'node:http';
import type { AddressInfo } from 'node:net';

type Variables = Record<string, unknown>;
interface Answer {
  readonly status?: number;
  readonly body: unknown;
}

/** Answers GraphQL requests by a function: stands in for the network and the server's faults, never for its rules. */
export class FakeServer {
  readonly requests: Array<{ query: string; variables: Variables; authorization: string | undefined }> = [];
  /** Set to false where the requests would fill the memory. */
  remembers = true;
  respond: (variables: Variables, query: string) => Answer = () => ({ body: {} });
  private readonly server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { query, variables } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      if (this.remembers) this.requests.push({ query, variables, authorization: request.headers.authorization });
      const answer = this.respond(variables, query);
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A `trackBatch` that remembers insert ids: tells duplicates from new ones, as a server does. */
export function tracking(seen: Set<string>): (variables: Variables) => Answer {
  return ({ events }) => {
    const list = events as Array<{ name: string; insertId: string }>;
    const fresh = list.filter(({ insertId }) => !seen.has(insertId) && seen.add(insertId));
    return {
      body: {
        data: {
          trackBatch: { accepted: fresh.length, duplicate: list.length - fresh.length, refused: 0, refusals: [] },
        },
      },
    };
  };
}
