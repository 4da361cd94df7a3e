import { type ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { type DocumentNode, type ExecutionArgs, GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { GraphqlConfig } from '../config/config.js';
import { MusterError } from '../core/errors.js';
import type { RequestContext } from '../core/model.js';
import type { GraphqlContext } from './context.js';
import { beforeExecution, type createFormatError } from './errors/format-error.js';
import { completeInputFaults } from './errors/input-faults.js';
import { checkRequestSize } from './limits.js';
import { musterSchema } from './schema.js';

/** A subscription as its client asks for it. */
export interface SubscriptionRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/**
 * Sends the documents of subscriptions through Apollo up to where it would execute them, which it cannot: so they are
 * parsed, validated and bounded by what does it for every other document.
 */
export class SubscriptionStarts {
  /** Requests for a subscription, and the document of each once it is found to be good. */
  readonly #documents = new WeakMap<RequestContext, { document: DocumentNode | null }>();

  constructor(private readonly formatError: ReturnType<typeof createFormatError>) {}

  /** Stops Apollo before it executes what asks to be prepared. */
  get plugin(): ApolloServerPlugin<GraphqlContext> {
    const documents = this.#documents;
    return {
      async requestDidStart() {
        return {
          async didResolveOperation({ operation, contextValue: { request } }) {
            if (!documents.has(request) || operation?.operation === 'subscription') return;
            const message = 'Only subscriptions are taken here; send queries and mutations by POST.';
            throw beforeExecution(new MusterError('MALFORMED_REQUEST', message));
          },
          async responseForOperation({ document, contextValue: { request } }) {
            const found = documents.get(request);
            if (found === undefined) return null;
            found.document = document;
            return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: {} } };
          },
        };
      },
    };
  }

  /** See `BoundedApolloServer.prepareSubscription`. */
  async prepare(
    apollo: ApolloServer<GraphqlContext>,
    { query, operationName, variables }: SubscriptionRequest,
    contextValue: GraphqlContext,
    bounds: GraphqlConfig,
  ): Promise<ExecutionArgs | readonly GraphQLFormattedError[]> {
    const variableValues = { ...variables };
    try {
      checkRequestSize({ query, variables }, bounds);
    } catch (error) {
      if (error instanceof GraphQLError) return this.format([error], null);
      throw error;
    }
    const found: { document: DocumentNode | null } = { document: null };
    this.#documents.set(contextValue.request, found);
    const named = operationName ? { operationName } : {};
    const { body } = await apollo.executeOperation({ query, variables: variableValues, ...named }, { contextValue });
    const errors = body.kind === 'single' ? body.singleResult.errors : undefined;
    if (errors !== undefined) return errors;
    const { document } = found;
    if (document === null) throw new Error('unreachable: a document without errors was taken');
    return { schema: musterSchema(), document, variableValues, contextValue, ...named };
  }

  /** See `BoundedApolloServer.formatSubscriptionErrors`. */
  format(errors: readonly GraphQLError[], document: DocumentNode | null): GraphQLFormattedError[] {
    const formatted = errors.map((error) => this.formatError(error.toJSON(), error));
    return document === null ? formatted : completeInputFaults(document, errors, formatted);
  }
}
