import { type Client, type CloseCode, createClient, type FormattedExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Answer } from './ask.js';

/** A message, or the errors a subscription ended with. */
export interface Told {
  readonly data?: Answer['data'];
  readonly errors?: ReadonlyArray<{ readonly message: string; readonly extensions?: Record<string, unknown> }>;
}

/** One subscription of a test, and what it was told so far. */
export class Subscribed {
  readonly told: Told[] = [];
  isComplete = false;
  /** Why it failed: a list of errors, or how the connection was closed. */
  failure: unknown;
  readonly stop: () => void;

  constructor(client: Client, query: string, variables: Record<string, unknown> = {}) {
    this.stop = client.subscribe(
      { query, variables },
      {
        next: ({ data, errors }: FormattedExecutionResult) => {
          this.told.push({ ...(data ? { data } : {}), ...(errors ? { errors } : {}) });
        },
        error: (error) => {
          this.failure = error;
        },
        complete: () => {
          this.isComplete = true;
        },
      },
    );
  }

  /** The errors it was told, or ended with. */
  get errors(): NonNullable<Told['errors']> {
    const ended = Array.isArray(this.failure) ? this.failure : [];
    return [...this.told.flatMap(({ errors }) => errors ?? []), ...ended];
  }

  /** Their codes. */
  get codes(): unknown[] {
    return this.errors.map(({ extensions }) => extensions?.code);
  }

  /** With what code its connection was closed, if that ended it. */
  get closed(): CloseCode | undefined {
    const { failure } = this;
    return typeof failure === 'object' && failure !== null ? Reflect.get(failure, 'code') : undefined;
  }
}

/** A client of the server at `url` with the official library; null: without credentials. */
export const subscriber = (url: string, credential: string | null): Client =>
  createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(credential === null ? {} : { connectionParams: { authorization: `Bearer ${credential}` } }),
  });
