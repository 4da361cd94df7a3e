/** What may be bound to a parameter. 64-bit integers may be given as text. */
export type ParameterValue =
  | string
  | number
  | bigint
  | boolean
  | readonly ParameterValue[]
  | { readonly tuple: readonly ParameterValue[] }
  /** The value of an Identifier place, which engines read as it is, without undoing escapes. */
  | { readonly identifier: string };

declare const brand: unique symbol;

/**
 * A statement ready to run: its text holds nothing but words of this code and `{name:Type}` places, its values are
 * in `params`. Only print.ts and the table definitions can make one, so no text from outside can become SQL.
 */
export interface CompiledSql {
  readonly [brand]: true;
  readonly text: string;
  readonly params: Readonly<Record<string, ParameterValue>>;
  /** Set on a mutation: the parameter naming the table whose parts are rewritten, on each node of a cluster. */
  readonly mutatedTable: string | null;
}

/** Marks text and values as a statement. For print.ts and src/warehouse/schema only. */
export function compiled(
  text: string,
  params: Readonly<Record<string, ParameterValue>> = {},
  mutatedTable: string | null = null,
): CompiledSql {
  return Object.freeze({ text, params: Object.freeze({ ...params }), mutatedTable }) as CompiledSql;
}
