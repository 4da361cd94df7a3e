import type { ParameterValue } from './compiled.js';

/**
 * SQL as frozen plain data with a closed `kind`. Text from outside can only enter as a parameter's value: names are
 * checked when they are printed, and the only literals are numbers.
 */

/** Types a parameter may have. */
export type ParameterType =
  | 'String'
  | 'Bool'
  | 'UInt8'
  | 'UInt32'
  | 'UInt64'
  | 'Int64'
  | 'Float64'
  | 'UUID'
  | 'Array(String)'
  | 'Array(UInt32)'
  | 'Array(UInt64)'
  | 'Array(Int64)'
  | 'Array(Float64)'
  | 'Array(UUID)'
  /** Elements are unix seconds with three decimals, as text. */
  | "Array(DateTime64(3, 'UTC'))"
  | 'Array(Tuple(UInt32, String))';

export type BinaryOperator = '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%';

export type Expression =
  | { readonly kind: 'column'; readonly source: string | null; readonly name: string }
  | { readonly kind: 'parameter'; readonly type: ParameterType; readonly value: ParameterValue }
  /** One key of a Map column, read as a sub-column so that the other keys stay on disk. */
  | { readonly kind: 'mapValue'; readonly column: string; readonly key: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  /** An aggregate function with parameters of its own: `quantileExact(0.9)(x)`. */
  | {
      readonly kind: 'parametric';
      readonly name: string;
      readonly parameters: readonly number[];
      readonly args: readonly Expression[];
    }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'logical'; readonly operator: 'AND' | 'OR'; readonly args: readonly Expression[] }
  | { readonly kind: 'not'; readonly arg: Expression }
  | { readonly kind: 'in'; readonly left: Expression; readonly right: Expression | Query; readonly negated: boolean }
  | { readonly kind: 'tuple' | 'array'; readonly items: readonly Expression[] }
  | { readonly kind: 'lambda'; readonly names: readonly string[]; readonly body: Expression }
  | {
      readonly kind: 'case';
      readonly branches: ReadonlyArray<{ readonly when: Expression; readonly value: Expression }>;
      readonly otherwise: Expression;
    }
  | { readonly kind: 'scalar'; readonly query: Query };

/** One column of a select: the expression and the name it gets. */
export interface Projection {
  readonly expression: Expression;
  readonly as: string | null;
}

export interface Ordering {
  readonly expression: Expression;
  readonly direction: 'ASC' | 'DESC';
}

export type JoinKind = 'LEFT ANY' | 'INNER' | 'RIGHT' | 'INNER ANY' | 'LEFT SEMI' | 'LEFT ANTI' | 'ASOF LEFT';

export type Source =
  | { readonly kind: 'table'; readonly name: string; readonly final: boolean; readonly alias: string | null }
  | { readonly kind: 'subquery'; readonly query: Query; readonly alias: string | null }
  | {
      readonly kind: 'join';
      readonly join: JoinKind;
      readonly left: Source;
      readonly right: Source;
      readonly on: Expression;
    };

/** Settings of one statement. The values are numbers, so nothing can hide in them. */
export type Settings = Readonly<Record<string, number>>;

export interface Select {
  readonly kind: 'select';
  readonly distinct: boolean;
  readonly columns: readonly Projection[];
  readonly from: Source | null;
  readonly arrayJoin: readonly Projection[];
  readonly where: Expression | null;
  readonly groupBy: readonly Expression[];
  /** Grouped by each of these lists in turn, in one reading; null where `groupBy` says all. */
  readonly groupingSets: ReadonlyArray<readonly Expression[]> | null;
  readonly having: Expression | null;
  readonly orderBy: readonly Ordering[];
  readonly limitBy: { readonly limit: number; readonly by: readonly Expression[] } | null;
  readonly limit: number | null;
  readonly offset: number | null;
  readonly settings: Settings;
}

export interface UnionAll {
  readonly kind: 'unionAll';
  readonly queries: readonly Query[];
}

export type Query = Select | UnionAll;

export interface InsertSelect {
  readonly kind: 'insertSelect';
  readonly table: string;
  readonly columns: readonly string[];
  readonly query: Query;
}

/** Rewrites columns of the rows that match, in the stored parts. */
export interface AlterUpdate {
  readonly kind: 'alterUpdate';
  readonly table: string;
  readonly assignments: ReadonlyArray<{ readonly column: string; readonly value: Expression }>;
  readonly where: Expression;
}

/** Removes the rows that match, from the stored parts. */
export interface AlterDelete {
  readonly kind: 'alterDelete';
  readonly table: string;
  readonly where: Expression;
}

/** What the engine would do: the plan with the parts of indexes it uses, or how much it would read. */
export interface Explain {
  readonly kind: 'explain';
  readonly what: 'plan' | 'estimate';
  readonly query: Query;
}

/** Removes every row of a table. */
export interface Truncate {
  readonly kind: 'truncate';
  readonly table: string;
}

export type Statement = Query | InsertSelect | AlterUpdate | AlterDelete | Truncate | Explain;
