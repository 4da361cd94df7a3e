/** One request as a fake server saw it. */
export interface Seen {
  readonly url: string;
  readonly kind: 'event' | 'profile';
  // biome-ignore lint/suspicious/noExplicitAny: records are of any form, which each test knows
  readonly records: readonly any[];
  readonly keepalive: boolean;
  readonly authorization: string | null;
  readonly atMs: number;
}

export type Reply = (seen: Seen) => Response | Promise<Response>;

/** A GraphQL answer that takes everything but these. */
export const taken = (
  refusals: ReadonlyArray<{ index: number; reason: string; field: string | null; message: string }> = [],
): Response => Response.json({ data: { r: { refusals } } });

/** A refusal of the whole request, as Muster words it. */
export const refusal = (
  status: number,
  code: string,
  more: {
    readonly retryable?: boolean;
    readonly retryAfterMs?: number;
    readonly headers?: Record<string, string>;
  } = {},
): Response => {
  const { headers = {}, ...extensions } = more;
  const errors = [{ message: `It is ${code}.`, extensions: { code, retryable: false, ...extensions } }];
  return Response.json({ errors }, { status, headers });
};

/** Stands in for the network: every request is noted and answered by `reply`, which may be changed while it runs. */
export class FakeMuster {
  readonly requests: Seen[] = [];
  reply: Reply = () => taken();

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const { query, variables } = JSON.parse(String(init?.body));
    const seen: Seen = {
      url: String(input),
      kind: /trackBatch/.test(query) ? 'event' : 'profile',
      records: variables.r,
      keepalive: init?.keepalive === true,
      authorization: new Headers(init?.headers).get('authorization'),
      atMs: Date.now(),
    };
    this.requests.push(seen);
    return this.reply(seen);
  };

  /** The records of a kind in the order they arrived, those refused included. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  records(kind: Seen['kind']): any[] {
    return this.requests.filter((request) => request.kind === kind).flatMap(({ records }) => records);
  }
}
