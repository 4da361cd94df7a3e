import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphqlConfig } from '../config/config.js';
import type { GraphqlContext, Services } from './context.js';
import { createFormatError, type FaultLog } from './errors/format-error.js';
import { documentLimits } from './limits.js';
import { musterSchema } from './schema.js';

/**
 * The GraphQL server, not yet started; HTTP mounts it. It behaves the same whatever NODE_ENV is, reports to nobody, and refuses
 * simple cross-site requests.
 *
 * @param log where faults of the server go, each with the id its client was given.
 */
export function createApollo(
  _services: Services,
  config: { readonly graphql: GraphqlConfig },
  log: FaultLog,
): ApolloServer<GraphqlContext> {
  const { plugins, validationRules, parseOptions } = documentLimits(config.graphql);
  return new ApolloServer<GraphqlContext>({
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
    formatError: createFormatError(log),
    plugins: [
      ...plugins,
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
    ],
  });
}
