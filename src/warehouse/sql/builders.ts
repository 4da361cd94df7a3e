import type { ParameterValue } from './compiled.js';
import type {
  AlterDelete,
  AlterUpdate,
  BinaryOperator,
  Explain,
  Expression,
  InsertSelect,
  JoinKind,
  Ordering,
  ParameterType,
  Projection,
  Query,
  Select,
  Settings,
  Source,
  Truncate,
  UnionAll,
} from './nodes.js';

const freeze = <const T extends object>(node: T): Readonly<T> => Object.freeze(node);

/** A column, by its own name or as `source.name`. */
export const col = (name: string, source: string | null = null): Expression => freeze({ kind: 'column', source, name });

/** A value bound as a parameter. Everything that comes from outside the code goes through here. */
export const param = (value: ParameterValue, type: ParameterType): Expression =>
  freeze({ kind: 'parameter', type, value });

/** `column[key]` of a Map column, read as a sub-column; '' where absent. Its table must have no alias in that select. */
export const mapValue = (column: string, key: string): Expression => freeze({ kind: 'mapValue', column, key });

/** A finite number written into the text. */
export const num = (value: number): Expression => freeze({ kind: 'number', value });

/** A function or aggregate call. */
export const call = (name: string, ...args: Expression[]): Expression =>
  freeze({ kind: 'call', name, args: freeze(args) });

/** An aggregate function with parameters of its own. */
export const parametric = (name: string, parameters: readonly number[], ...args: Expression[]): Expression =>
  freeze({ kind: 'parametric', name, parameters: freeze([...parameters]), args: freeze(args) });

/** Milliseconds since the epoch as DateTime64(3, 'UTC'). */
export const instant = (ms: number): Expression =>
  call('fromUnixTimestamp64Milli', param(ms, 'Int64'), param('UTC', 'String'));

const binary =
  (operator: BinaryOperator) =>
  (left: Expression, right: Expression): Expression =>
    freeze({ kind: 'binary', operator, left, right });

export const eq = binary('=');
export const ne = binary('!=');
export const lt = binary('<');
export const lte = binary('<=');
export const gt = binary('>');
export const gte = binary('>=');
export const plus = binary('+');
export const minus = binary('-');
export const times = binary('*');
export const dividedBy = binary('/');
export const modulo = binary('%');

/** All of them; of none: true. */
export const and = (...args: Expression[]): Expression =>
  freeze({ kind: 'logical', operator: 'AND', args: freeze(args) });

/** Any of them; of none: false. */
export const or = (...args: Expression[]): Expression =>
  freeze({ kind: 'logical', operator: 'OR', args: freeze(args) });

export const not = (arg: Expression): Expression => freeze({ kind: 'not', arg });

/** `left IN (query)`, or in the elements of an array parameter or tuple. */
export const isIn = (left: Expression, right: Expression | Query): Expression =>
  freeze({ kind: 'in', left, right, negated: false });

export const notIn = (left: Expression, right: Expression | Query): Expression =>
  freeze({ kind: 'in', left, right, negated: true });

/** `left IN (query)`. */
export const inSubquery = (left: Expression, query: Query): Expression => isIn(left, query);

/** `left IN values`, bound as one array parameter. */
export const inValues = (
  left: Expression,
  values: readonly ParameterValue[],
  type: Extract<ParameterType, `Array(${string}`>,
): Expression => isIn(left, param(values, type));

export const tuple = (...items: Expression[]): Expression => freeze({ kind: 'tuple', items: freeze(items) });

export const array = (...items: Expression[]): Expression => freeze({ kind: 'array', items: freeze(items) });

/** `(names) -> body`, for the higher-order array functions; the body refers to them with `col(name)`. */
export const lambda = (names: readonly string[], body: Expression): Expression =>
  freeze({ kind: 'lambda', names: freeze([...names]), body });

/** `if(condition, then, otherwise)`. */
export const iif = (condition: Expression, then: Expression, otherwise: Expression): Expression =>
  call('if', condition, then, otherwise);

/** CASE: the first branch whose condition holds, else `otherwise`. */
export const caseWhen = (
  branches: ReadonlyArray<{ readonly when: Expression; readonly value: Expression }>,
  otherwise: Expression,
): Expression => freeze({ kind: 'case', branches: freeze([...branches]), otherwise });

/** A query of one row and one column as a value. */
export const scalar = (query: Query): Expression => freeze({ kind: 'scalar', query });

/** Names a column of a select. */
export const as = (expression: Expression, name: string): Projection => freeze({ expression, as: name });

export const asc = (expression: Expression): Ordering => freeze({ expression, direction: 'ASC' });
export const desc = (expression: Expression): Ordering => freeze({ expression, direction: 'DESC' });

/** A table; `final` merges replaced rows while reading. */
export const table = (name: string, options: { final?: boolean; alias?: string } = {}): Source =>
  freeze({ kind: 'table', name, final: options.final ?? false, alias: options.alias ?? null });

/** The same table read with (or without) FINAL. */
export const withFinal = (source: Source, final = true): Source =>
  source.kind === 'table' ? freeze({ ...source, final }) : source;

export const subquery = (query: Query, alias: string | null = null): Source =>
  freeze({ kind: 'subquery', query, alias });

export const join = (kind: JoinKind, left: Source, right: Source, on: Expression): Source =>
  freeze({ kind: 'join', join: kind, left, right, on });

/** What {@link select} takes: bare expressions may stand for unnamed columns. */
export interface SelectInput {
  readonly distinct?: boolean;
  readonly columns: ReadonlyArray<Projection | Expression>;
  readonly from?: Source | null;
  readonly arrayJoin?: readonly Projection[];
  readonly where?: Expression | null;
  readonly groupBy?: readonly Expression[];
  readonly groupingSets?: ReadonlyArray<readonly Expression[]> | null;
  readonly having?: Expression | null;
  readonly orderBy?: readonly Ordering[];
  readonly limitBy?: { readonly limit: number; readonly by: readonly Expression[] } | null;
  readonly limit?: number | null;
  readonly offset?: number | null;
  readonly settings?: Settings;
}

const projection = (column: Projection | Expression): Projection =>
  'kind' in column ? freeze({ expression: column, as: null }) : column;

/** A SELECT; what is left out is absent. */
export function select(input: SelectInput): Select {
  return freeze({
    kind: 'select',
    distinct: input.distinct ?? false,
    columns: freeze(input.columns.map(projection)),
    from: input.from ?? null,
    arrayJoin: freeze([...(input.arrayJoin ?? [])]),
    where: input.where ?? null,
    groupBy: freeze([...(input.groupBy ?? [])]),
    groupingSets: input.groupingSets ? freeze(input.groupingSets.map((set) => freeze([...set]))) : null,
    having: input.having ?? null,
    orderBy: freeze([...(input.orderBy ?? [])]),
    limitBy: input.limitBy ?? null,
    limit: input.limit ?? null,
    offset: input.offset ?? null,
    settings: freeze({ ...input.settings }),
  });
}

export const unionAll = (...queries: Query[]): UnionAll => freeze({ kind: 'unionAll', queries: freeze(queries) });

/** INSERT INTO table (columns) SELECT …; columns are matched by position. */
export const insertSelect = (tableName: string, columns: readonly string[], query: Query): InsertSelect =>
  freeze({ kind: 'insertSelect', table: tableName, columns: freeze([...columns]), query });

/** ALTER TABLE … UPDATE …: run it with `Warehouse.command`, which waits until every part is rewritten. */
export const alterUpdate = (
  tableName: string,
  assignments: Readonly<Record<string, Expression>>,
  where: Expression,
): AlterUpdate =>
  freeze({
    kind: 'alterUpdate',
    table: tableName,
    assignments: freeze(Object.entries(assignments).map(([column, value]) => freeze({ column, value }))),
    where,
  });

/** Removes the rows that match, on every node: run it with `Warehouse.command`. */
export const alterDelete = (tableName: string, where: Expression): AlterDelete =>
  freeze({ kind: 'alterDelete', table: tableName, where });

export const explain = (query: Query, what: Explain['what'] = 'plan'): Explain =>
  freeze({ kind: 'explain', what, query });

/** Removes every row of a table, on every node: run it with `Warehouse.command`. */
export const truncate = (tableName: string): Truncate => freeze({ kind: 'truncate', table: tableName });
