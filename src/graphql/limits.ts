import type { ApolloServerPlugin, GraphQLRequestContextDidResolveOperation } from '@apollo/server';
import { ApolloArmor } from '@escape.tech/graphql-armor';
import { GraphQLError, Kind, type OperationDefinitionNode, type ValidationContext, type ValidationRule } from 'graphql';
import { fieldExtensionsEstimator, getComplexity, simpleEstimator } from 'graphql-query-complexity';
import type { GraphqlConfig } from '../config/config.js';
import { MusterError } from '../core/errors.js';
import type { GraphqlContext } from './context.js';
import { beforeExecution } from './errors/format-error.js';
import { measureDocument, nestsDeeperThan } from './nesting.js';

/** Brackets inside one another in a document, and lists and objects inside one another in variables. */
export const maxNesting = 150;
const maxDirectives = 50;

const tooComplex = (message: string): MusterError => new MusterError('QUERY_TOO_COMPLEX', message);

/** Reports what armor refuses under our code. Armor would throw, out of Apollo's hands. */
const onReject = [
  (context: ValidationContext | null, { message }: GraphQLError): void => {
    const originalError = tooComplex(message.replace('Syntax Error: ', ''));
    context?.reportError(new GraphQLError(originalError.message, { originalError }));
  },
];
const reporting = { onReject, propagateOnRejection: false };

/**
 * Refuses a request whose document or variables nest so deep, or whose document is so long, that reading them would
 * cost too much. Nothing recursive has touched them yet.
 *
 * @param body the request as HTTP has it.
 * @throws GraphQLError of a MusterError QUERY_TOO_COMPLEX, with the HTTP status.
 */
export function checkRequestSize(body: unknown, { maxTokens }: GraphqlConfig): void {
  if (typeof body !== 'object' || body === null) return;
  const query: unknown = Reflect.get(body, 'query');
  const { tokens, nesting } = measureDocument(typeof query === 'string' ? query : '', maxTokens);
  if (tokens > maxTokens)
    throw beforeExecution(tooComplex(`The document has more than ${maxTokens} tokens; put data into variables.`));
  if (nesting > maxNesting)
    throw beforeExecution(tooComplex(`The document nests brackets more than ${maxNesting} deep.`));
  if (nestsDeeperThan(Reflect.get(body, 'variables'), maxNesting)) {
    throw beforeExecution(tooComplex(`The variables nest more than ${maxNesting} deep.`));
  }
}

/** Mutations whose cost is bounded by their batch: their arguments are not coerced a second time for counting. */
const batchMutations = new Set(['track', 'trackBatch', 'profileBatch']);

const isBatch = ({ operation, selectionSet }: OperationDefinitionNode): boolean =>
  operation === 'mutation' &&
  selectionSet.selections.every((field) => field.kind === Kind.FIELD && batchMutations.has(field.name.value));

const nodesExceeded = 'maximum allowed number of nodes';

/** The cost of the operation; 0 where its variables do not fit, which execution says better. */
function costOf({
  document,
  operationName,
  request,
  schema,
}: GraphQLRequestContextDidResolveOperation<GraphqlContext>) {
  try {
    return getComplexity({
      schema,
      query: document,
      estimators: [fieldExtensionsEstimator(), simpleEstimator({ defaultComplexity: 1 })],
      ...(operationName === null ? {} : { operationName }),
      ...(request.variables === undefined ? {} : { variables: request.variables }),
    });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return error.message.includes(nodesExceeded) ? Number.POSITIVE_INFINITY : 0;
  }
}

function costLimit({ maxCost }: GraphqlConfig): ApolloServerPlugin<GraphqlContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation(context) {
          if (context.operation === undefined || isBatch(context.operation)) return;
          const cost = costOf(context);
          if (cost <= maxCost) return;
          const found = Number.isFinite(cost) ? `, it costs ${cost}` : '';
          throw beforeExecution(
            tooComplex(
              `The document may cost ${maxCost}${found}; ask for fewer fields, or smaller pages with \`first\`.`,
            ),
          );
        },
      };
    },
  };
}

/** What keeps documents within their bounds. */
export interface DocumentLimits {
  readonly plugins: ReadonlyArray<ApolloServerPlugin<GraphqlContext>>;
  readonly validationRules: readonly ValidationRule[];
  readonly parseOptions: { readonly maxTokens: number };
}

/**
 * Bounds on documents: tokens, nesting, depth, aliases, directives, and cost, which counts each field once for every object
 * the answer may hold. All refuse with QUERY_TOO_COMPLEX before anything is executed.
 */
export function documentLimits(config: GraphqlConfig): DocumentLimits {
  const armor = new ApolloArmor({
    maxDepth: { n: config.maxDepth, flattenFragments: true, ...reporting },
    maxAliases: { n: config.maxAliases, ...reporting },
    maxDirectives: { n: maxDirectives, ...reporting },
    maxTokens: { enabled: false },
    costLimit: { enabled: false },
    blockFieldSuggestion: { enabled: false },
  }).protect();
  return {
    plugins: [costLimit(config)],
    validationRules: armor.validationRules,
    parseOptions: { maxTokens: config.maxTokens + 1 },
  };
}
