import type { ApolloServerPlugin } from '@apollo/server';
import { type ASTNode, type DocumentNode, type GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import { MusterError } from '../../core/errors.js';
import type { GraphqlContext } from '../context.js';
import type { Path } from '../inputs/path.js';
import { causeOf } from './format-error.js';
import { Places } from './places.js';
import { fieldBelow, isWrongChoice, missingArgumentIn, suggestionsIn, unknownFieldIn, wordsOf } from './words.js';

/*
 * What GraphQL itself finds wrong with arguments and variables is told like what we find: with the path to the value,
 * with the names that may have been meant, and once.
 */

/** Where in the arguments the fault is; undefined for one of the document that is in no argument. */
function pathOf(error: GraphQLError, places: Places): Path | undefined {
  const { variable, reason } = wordsOf(error);
  const argument = missingArgumentIn(reason);
  if (argument !== undefined) return [argument];
  const nodes = error.nodes ?? [];
  // An error about the use of a variable names its definition first, and then the use.
  const node = nodes.find((one) => one.kind !== Kind.VARIABLE_DEFINITION && places.of(one) !== undefined) ?? nodes[0];
  const start = node === undefined ? undefined : places.of(node);
  if (start === undefined) return undefined;
  const below = node?.kind === Kind.OBJECT_FIELD ? undefined : fieldBelow(reason);
  return [...start, ...(variable?.place ?? []), ...(below === undefined ? [] : [below])];
}

/** Whether an error about a field is about one of the object that another is about. */
function isOfObject(ofField: GraphQLError, ofObject: GraphQLError): boolean {
  const [field, object]: ReadonlyArray<ASTNode | undefined> = [ofField.nodes?.[0], ofObject.nodes?.[0]];
  if (object?.kind === Kind.OBJECT) return object.fields.some((one) => one === field);
  const [one, other] = [wordsOf(ofField).variable, wordsOf(ofObject).variable];
  return one !== null && JSON.stringify(one) === JSON.stringify(other);
}

/** An object whose only branch is unknown has no branch either: that is one fault, and the other error says more. */
const isRepeated = (error: GraphQLError, errors: readonly GraphQLError[]): boolean =>
  isWrongChoice(wordsOf(error).reason) &&
  errors.some((other) => unknownFieldIn(wordsOf(other).reason) !== undefined && isOfObject(other, error));

function completed(error: GraphQLError, formatted: GraphQLFormattedError, places: Places): GraphQLFormattedError {
  const path = pathOf(error, places);
  const nearMatches = suggestionsIn(wordsOf(error).reason);
  const extensions = {
    ...formatted.extensions,
    ...(path === undefined ? {} : { path }),
    ...(nearMatches.length === 0 ? {} : { nearMatches }),
  };
  return { ...formatted, extensions };
}

/**
 * Completes errors of one document.
 * @param errors as they were thrown
 * @param formatted the same, as clients see them
 */
export function completeInputFaults(
  document: DocumentNode,
  errors: readonly GraphQLError[],
  formatted: readonly GraphQLFormattedError[],
): GraphQLFormattedError[] {
  const isForeign = (one: GraphQLFormattedError, index: number): boolean =>
    one.extensions?.code === 'BAD_INPUT' && !(causeOf(errors[index]) instanceof MusterError);
  if (!formatted.some(isForeign)) return [...formatted];
  const places = new Places(document);
  return formatted.flatMap((one, index) => {
    const error = errors[index];
    if (error === undefined || !isForeign(one, index)) return [one];
    return isRepeated(error, errors) ? [] : [completed(error, one, places)];
  });
}

/** Completes the errors of every answer over HTTP: while a single error is formatted, nobody knows the document. */
export const inputFaults: ApolloServerPlugin<GraphqlContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ document, errors, response: { body } }) {
        if (document === undefined || errors === undefined || body.kind !== 'single') return;
        const { errors: formatted, ...rest } = body.singleResult;
        if (formatted === undefined) return;
        body.singleResult = { ...rest, errors: completeInputFaults(document, errors, formatted) };
      },
    };
  },
};
