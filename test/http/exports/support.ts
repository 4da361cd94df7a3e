import { get } from 'node:http';
import type { TestServer } from '../../support/server.js';

/** An answer of an export endpoint, whole. */
export interface Exported {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What an error answer says, in either of the two forms these endpoints have. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly path?: ReadonlyArray<string | number>;
  readonly nearMatches?: readonly string[];
}

export interface Asking {
  /** Sent by POST as JSON, or as it is if it is text; left out: GET. */
  readonly body?: unknown;
  /** The analyst's unless another is given; null: none. */
  readonly credential?: string | null;
  readonly headers?: Record<string, string>;
  readonly method?: string;
}

/** Asks an endpoint as any client does. Rejects if the answer breaks off. */
export async function ask(server: TestServer, path: string, asking: Asking = {}): Promise<Exported> {
  const { body, credential = server.project.secrets.ANALYST, headers = {} } = asking;
  const response = await fetch(`${server.url}${path}`, {
    method: asking.method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(credential === null ? {} : { authorization: `Bearer ${credential}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The lines of an answer as JSON. */
export function linesOf<Line>({ status, text }: Exported): Line[] {
  if (status !== 200) throw new Error(`the export was refused: ${text}`);
  if (text !== '' && !text.endsWith('\n')) throw new Error('the last line has no end');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

export function refusalOf({ status, text }: Exported): Refusal {
  const answer = JSON.parse(text);
  const { code, path, nearMatches } = answer.errors === undefined ? answer : answer.errors[0].extensions;
  return { status, code, ...(path ? { path } : {}), ...(nearMatches ? { nearMatches } : {}) };
}

/** The bytes as they came, whatever their encoding. */
export function rawBytes(url: string, headers: Record<string, string>): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve(Buffer.concat(chunks)));
    }).on('error', reject);
  });
}
