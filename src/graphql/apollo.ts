import { ApolloServer, type HTTPGraphQLResponse } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { DocumentNode, ExecutionArgs, GraphQLError, GraphQLFormattedError } from 'graphql';
import type { GraphqlConfig } from '../config/config.js';
import type { GraphqlContext } from './context.js';
import { createFormatError, type FaultLog } from './errors/format-error.js';
import { inputFaults } from './errors/input-faults.js';
import { checkRequestSize, documentLimits } from './limits.js';
import { musterSchema } from './schema.js';
import { type SubscriptionRequest, SubscriptionStarts } from './subscriptions.js';

type Execution = Parameters<ApolloServer<GraphqlContext>['executeHTTPGraphQLRequest']>[0];

/**
 * Apollo has no place for refusing a request before its document is parsed; where the context is made is the last one
 * before it.
 */
export class BoundedApolloServer extends ApolloServer<GraphqlContext> {
  constructor(
    options: ConstructorParameters<typeof ApolloServer<GraphqlContext>>[0],
    private readonly bounds: GraphqlConfig,
    private readonly starts: SubscriptionStarts,
  ) {
    super(options);
  }

  /**
   * What a subscription is executed with, once everything has looked at its document that looks at one over HTTP.
   * @returns its errors, as clients see them, if it is refused
   */
  prepareSubscription(
    request: SubscriptionRequest,
    context: GraphqlContext,
  ): Promise<ExecutionArgs | readonly GraphQLFormattedError[]> {
    return this.starts.prepare(this, request, context, this.bounds);
  }

  /**
   * Errors of a subscription that runs, or cannot begin, as clients see them.
   * @param document its document; null where the errors are not of it
   */
  formatSubscriptionErrors(errors: readonly GraphQLError[], document: DocumentNode | null): GraphQLFormattedError[] {
    return this.starts.format(errors, document);
  }

  override executeHTTPGraphQLRequest({ httpGraphQLRequest, context }: Execution): Promise<HTTPGraphQLResponse> {
    return super.executeHTTPGraphQLRequest({
      httpGraphQLRequest,
      context: async () => {
        checkRequestSize(httpGraphQLRequest.body, this.bounds);
        return context();
      },
    });
  }
}

/**
 * The GraphQL server, not yet started; HTTP mounts it. It behaves the same whatever NODE_ENV is, reports to nobody, and refuses
 * simple cross-site requests.
 *
 * @param log where faults of the server go, each with the id its client was given.
 */
export function createApollo(config: { readonly graphql: GraphqlConfig }, log: FaultLog): BoundedApolloServer {
  const { plugins, validationRules, parseOptions } = documentLimits(config.graphql);
  const formatError = createFormatError(log);
  const starts = new SubscriptionStarts(formatError);
  const options: ConstructorParameters<typeof ApolloServer<GraphqlContext>>[0] = {
    schema: musterSchema(),
    introspection: config.graphql.introspection,
    hideSchemaDetailsFromClientErrors: !config.graphql.introspection,
    nodeEnv: 'production',
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    maxRecursiveSelections: true,
    parseOptions,
    validationRules: [...validationRules],
    formatError,
    plugins: [
      ...plugins,
      starts.plugin,
      inputFaults,
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
    ],
  };
  return new BoundedApolloServer(options, config.graphql, starts);
}
