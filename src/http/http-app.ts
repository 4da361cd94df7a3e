import type { IncomingHttpHeaders } from 'node:http';
import type { ApolloServer, BaseContext } from '@apollo/server';
import type { DocumentNode, ExecutionArgs, GraphQLError, GraphQLFormattedError } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { Registry } from 'prom-client';
import type { Config } from '../config/config.js';
import type { Actor, Project, RequestContext } from '../core/model.js';
import type { DoorServices } from './door.js';

/** What the HTTP server needs to know of the configuration. */
export type HttpServerConfig = Pick<Config, 'http' | 'graphql' | 'query'>;

/** Who a request comes from. */
export interface Caller {
  readonly project: Project;
  readonly actor: Actor;
}

/** One of the two stores, as far as `/readyz` is concerned. */
export interface PingableStore {
  readonly name: 'catalog' | 'warehouse';
  /** Throws when the store cannot be reached. */
  ping(): Promise<void>;
}

/** What subscriptions are made with; their transport is HTTP's part. */
export interface Subscriptions<Context> {
  /**
   * Looks at a document as is done for every other, and says what to execute.
   * @returns the errors, as clients see them, if it is refused
   */
  prepareSubscription(
    request: SubscribePayload,
    context: Context,
  ): Promise<ExecutionArgs | readonly GraphQLFormattedError[]>;
  /**
   * Errors of a subscription that runs, or cannot begin, as clients see them.
   * @param document its document; null where the errors are not of it
   */
  formatSubscriptionErrors(errors: readonly GraphQLError[], document: DocumentNode | null): GraphQLFormattedError[];
}

/** All the HTTP server asks of the rest; the composition root makes it. */
export interface HttpApp<Context extends BaseContext> {
  /**
   * Who sent these headers (`Authorization: Bearer …` or `Basic …`).
   *
   * @throws MusterError UNAUTHENTICATED without credentials or with wrong ones; STORE_UNAVAILABLE.
   */
  authenticate(headers: IncomingHttpHeaders): Promise<Caller>;
  /** What the doors beside GraphQL call: the same services GraphQL does. */
  readonly services: DoorServices;
  /** The GraphQL server, started. It masks errors itself. */
  readonly apollo: ApolloServer<Context>;
  /** The same, for what goes over WebSocket. */
  readonly subscriptions: Subscriptions<Context>;
  /** What the resolvers of one request are given; loaders are made anew for each. */
  contextFor(request: RequestContext): Context;
  readonly stores: readonly PingableStore[];
  /** False until the start is complete (migrations, pending deliveries). */
  isReady(): boolean;
  /** Where the server's and the app's measures are collected; shown at `/metrics`. */
  readonly metrics: Registry;
}
