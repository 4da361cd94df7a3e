import { coerceInputValue, isInputType } from 'graphql';
import type { Order } from '../cohorts/cohorts.js';
import type { GroupFilter, UserFilter } from '../cohorts/filter.js';
import { MusterError } from '../core/errors.js';
import type { AnyQuestion } from '../reports/any-question.js';
import { plainReasonOf } from './errors/safe-message.js';
import { fieldBelow, suggestionsIn } from './errors/words.js';
import type { GroupFilterInput, UserFilterInput } from './inputs/filters.js';
import type { GroupOrderInput, UserOrderInput } from './inputs/order.js';
import { badInput, type Path } from './inputs/path.js';
import {
  type GroupReportQuestionInput,
  toGroupQuestion,
  toUserQuestion,
  type UserReportQuestionInput,
} from './inputs/reports/questions.js';
import { toGroupFilter, toUserFilter } from './inputs/to-filter.js';
import { maxNesting } from './limits.js';
import { nestsDeeperThan } from './nesting.js';
import { orderOf } from './resolvers/pages.js';
import { musterSchema } from './schema.js';

/*
 * For doors beside GraphQL that ask the same questions: their JSON is read by the very input types of the schema, so
 * they take and refuse what a variable of that type would, with the same path.
 */

/** JSON as a value of an input type of the schema. */
function coerced(typeName: string, value: unknown, path: Path): unknown {
  const type = musterSchema().getType(typeName);
  if (!isInputType(type)) throw new Error(`no input type ${typeName}`);
  if (nestsDeeperThan(value, maxNesting)) {
    throw new MusterError('QUERY_TOO_COMPLEX', `The filter nests more than ${maxNesting} deep.`, { path });
  }
  return coerceInputValue(value, type, (inner, _value, { message }) => {
    const below = fieldBelow(message);
    const at = [...path, ...inner, ...(below === undefined ? [] : [below])];
    throw badInput(at, plainReasonOf(message) ?? 'It does not fit its type.', suggestionsIn(message));
  });
}

/**
 * A UserFilter as GraphQL takes it.
 * @throws MusterError BAD_INPUT with the path, QUERY_TOO_COMPLEX
 */
export const userFilterOf = (value: unknown, path: Path): UserFilter =>
  toUserFilter(coerced('UserFilter', value, path) as UserFilterInput, path);

/** A GroupFilter as GraphQL takes it; errors as for {@link userFilterOf}. */
export const groupFilterOf = (value: unknown, path: Path): GroupFilter =>
  toGroupFilter(coerced('GroupFilter', value, path) as GroupFilterInput, path);

/** A UserOrder as GraphQL takes it; errors as for {@link userFilterOf}. */
export const userOrderOf = (value: unknown, path: Path): Order =>
  orderOf(coerced('UserOrder', value, path) as UserOrderInput);

/** A GroupOrder as GraphQL takes it; errors as for {@link userFilterOf}. */
export const groupOrderOf = (value: unknown, path: Path): Order =>
  orderOf(coerced('GroupOrder', value, path) as GroupOrderInput);

/** A GroupReportQuestion as GraphQL takes it; errors as for {@link userFilterOf}. */
export const groupQuestionOf = (value: unknown, path: Path): AnyQuestion =>
  toGroupQuestion(coerced('GroupReportQuestion', value, path) as GroupReportQuestionInput, path);

/** A UserReportQuestion as GraphQL takes it; errors as for {@link userFilterOf}. */
export const userQuestionOf = (value: unknown, path: Path): AnyQuestion =>
  toUserQuestion(coerced('UserReportQuestion', value, path) as UserReportQuestionInput, path);
