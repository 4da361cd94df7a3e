import { registerEnumType } from 'type-graphql';
import { type ErrorCode, errorKinds } from '../../core/errors.js';
import { enumOf } from './enum-of.js';

const meanings = Object.fromEntries(Object.entries(errorKinds).map(([code, kind]) => [code, kind.meaning])) as Record<
  ErrorCode,
  string
>;

export const ErrorCodeEnum = enumOf<ErrorCode>(meanings);

registerEnumType(ErrorCodeEnum.values, {
  name: 'ErrorCode',
  description:
    'Every code an error can have: in `extensions.code` of GraphQL errors, and in the outcomes of batches. A code is never ' +
    'renamed. `extensions.retryable` is true where the same request may succeed later, unchanged.',
  valuesConfig: ErrorCodeEnum.config,
});
