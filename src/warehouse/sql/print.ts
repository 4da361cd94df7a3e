import { assertNever } from '../../core/errors.js';
import { type CompiledSql, compiled, type ParameterValue } from './compiled.js';
import type {
  AlterDelete,
  AlterUpdate,
  Expression,
  InsertSelect,
  Projection,
  Query,
  Select,
  Settings,
  Source,
  Statement,
} from './nodes.js';
import { quoteIdentifier } from './quote.js';

const namePattern = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const functionPattern = /^[a-zA-Z][a-zA-Z0-9]*$/;
/** The name of the parameter that holds the table of a mutation. */
const targetParameter = 'target';

/** Turns a statement into text with places for its values. The only way from nodes to text. */
export function print(statement: Statement): CompiledSql {
  const printer = new Printer();
  switch (statement.kind) {
    case 'select':
    case 'unionAll':
      return printer.finish(printer.query(statement));
    case 'insertSelect':
      return printer.finish(printer.insertSelect(statement));
    case 'alterUpdate':
      return printer.finish(printer.alterUpdate(statement), targetParameter);
    case 'alterDelete':
      return printer.finish(printer.alterDelete(statement), targetParameter);
    case 'truncate':
      return printer.finish(`TRUNCATE TABLE ${printer.target(statement.table)}`, targetParameter);
    case 'explain': {
      const head = statement.what === 'plan' ? 'EXPLAIN PLAN indexes = 1, actions = 0' : 'EXPLAIN ESTIMATE';
      return printer.finish(`${head} ${printer.query(statement.query)}`);
    }
    default:
      return assertNever(statement);
  }
}

/** A name of this code; anything else is a fault of ours, as names from outside are parameters. */
function identifier(name: string): string {
  if (!namePattern.test(name)) throw new Error(`not a name for SQL: ${JSON.stringify(name)}`);
  return quoteIdentifier(name);
}

function count(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`not a count for SQL: ${value}`);
  return String(value);
}

function number(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`not a number for SQL: ${value}`);
  return value < 0 ? `(${value})` : String(value);
}

function settingsClause(settings: Settings): string {
  const pairs = Object.entries(settings).map(([name, value]) => {
    if (!namePattern.test(name) || !Number.isFinite(value)) throw new Error(`not a setting for SQL: ${name}`);
    return `${name} = ${value}`;
  });
  return pairs.length === 0 ? '' : ` SETTINGS ${pairs.join(', ')}`;
}

class Printer {
  readonly #params: Record<string, ParameterValue> = {};
  readonly #places = new Map<unknown, string>();
  #count = 0;

  finish(text: string, mutatedTable: string | null = null): CompiledSql {
    return compiled(text, this.#params, mutatedTable);
  }

  query(query: Query): string {
    if (query.kind === 'select') return this.select(query);
    if (query.queries.length === 0) throw new Error('a union needs queries');
    return query.queries.map((part) => `(${this.query(part)})`).join(' UNION ALL ');
  }

  select(node: Select): string {
    const parts = [`SELECT ${node.distinct ? 'DISTINCT ' : ''}${this.projections(node.columns)}`];
    if (node.from !== null) parts.push(`FROM ${this.source(node.from)}`);
    if (node.arrayJoin.length > 0) parts.push(`ARRAY JOIN ${this.projections(node.arrayJoin)}`);
    if (node.where !== null) parts.push(`WHERE ${this.expression(node.where)}`);
    if (node.groupBy.length > 0) parts.push(`GROUP BY ${this.list(node.groupBy)}`);
    if (node.groupingSets !== null) {
      parts.push(`GROUP BY GROUPING SETS (${node.groupingSets.map((set) => `(${this.list(set)})`).join(', ')})`);
    }
    if (node.having !== null) parts.push(`HAVING ${this.expression(node.having)}`);
    if (node.orderBy.length > 0) {
      const orderings = node.orderBy.map(({ expression, direction }) => `${this.expression(expression)} ${direction}`);
      parts.push(`ORDER BY ${orderings.join(', ')}`);
    }
    if (node.limitBy !== null) parts.push(`LIMIT ${count(node.limitBy.limit)} BY ${this.list(node.limitBy.by)}`);
    if (node.limit !== null) parts.push(`LIMIT ${count(node.limit)}`);
    if (node.offset !== null) parts.push(`OFFSET ${count(node.offset)}`);
    return parts.join(' ') + settingsClause(node.settings);
  }

  insertSelect(node: InsertSelect): string {
    const columns = node.columns.map(identifier).join(', ');
    return `INSERT INTO ${identifier(node.table)} (${columns}) ${this.query(node.query)}`;
  }

  alterUpdate(node: AlterUpdate): string {
    const target = this.target(node.table);
    const assignments = node.assignments.map(
      ({ column, value }) => `${identifier(column)} = ${this.expression(value)}`,
    );
    const where = this.expression(node.where);
    return `ALTER TABLE ${target} UPDATE ${assignments.join(', ')} WHERE ${where}`;
  }

  alterDelete(node: AlterDelete): string {
    const target = this.target(node.table);
    return `ALTER TABLE ${target} DELETE WHERE ${this.expression(node.where)}`;
  }

  /** The table a command works on, as a parameter: in a cluster the engine puts each node's own table there. */
  target(name: string): string {
    identifier(name);
    this.#params[targetParameter] = { identifier: name };
    return `{${targetParameter}:Identifier}`;
  }

  projections(columns: readonly Projection[]): string {
    return columns
      .map(({ expression, as }) => this.expression(expression) + (as === null ? '' : ` AS ${identifier(as)}`))
      .join(', ');
  }

  source(source: Source): string {
    switch (source.kind) {
      case 'table': {
        const alias = source.alias === null ? '' : ` AS ${identifier(source.alias)}`;
        return `${identifier(source.name)}${alias}${source.final ? ' FINAL' : ''}`;
      }
      case 'subquery':
        return `(${this.query(source.query)})${source.alias === null ? '' : ` AS ${identifier(source.alias)}`}`;
      case 'join': {
        const right = this.source(source.right);
        return `${this.source(source.left)} ${source.join} JOIN ${right} ON ${this.expression(source.on)}`;
      }
      default:
        return assertNever(source);
    }
  }

  list(expressions: readonly Expression[]): string {
    return expressions.map((expression) => this.expression(expression)).join(', ');
  }

  expression(node: Expression): string {
    switch (node.kind) {
      case 'column':
        return node.source === null ? identifier(node.name) : `${identifier(node.source)}.${identifier(node.name)}`;
      case 'parameter':
        return this.place(node.type, node.value);
      case 'mapValue':
        identifier(node.column);
        return this.place('Identifier', { identifier: `${node.column}.key_${node.key}` });
      case 'number':
        return number(node.value);
      case 'call':
        if (!functionPattern.test(node.name)) throw new Error(`not a function for SQL: ${JSON.stringify(node.name)}`);
        return `${node.name}(${this.list(node.args)})`;
      case 'parametric':
        if (!functionPattern.test(node.name)) throw new Error(`not a function for SQL: ${JSON.stringify(node.name)}`);
        return `${node.name}(${node.parameters.map(number).join(', ')})(${this.list(node.args)})`;
      case 'binary':
        return `(${this.expression(node.left)} ${node.operator} ${this.expression(node.right)})`;
      case 'logical':
        if (node.args.length === 0) return node.operator === 'AND' ? '1' : '0';
        return `(${node.args.map((arg) => this.expression(arg)).join(` ${node.operator} `)})`;
      case 'not':
        return `(NOT ${this.expression(node.arg)})`;
      case 'in':
        return `(${this.expression(node.left)} ${node.negated ? 'NOT IN' : 'IN'} ${this.inOperand(node.right)})`;
      case 'tuple':
        return `tuple(${this.list(node.items)})`;
      case 'array':
        return `[${this.list(node.items)}]`;
      case 'lambda':
        return `((${node.names.map(identifier).join(', ')}) -> ${this.expression(node.body)})`;
      case 'case': {
        const branches = node.branches.map(
          ({ when, value }) => `WHEN ${this.expression(when)} THEN ${this.expression(value)}`,
        );
        return `(CASE ${branches.join(' ')} ELSE ${this.expression(node.otherwise)} END)`;
      }
      case 'scalar':
        return `(${this.query(node.query)})`;
      default:
        return assertNever(node);
    }
  }

  inOperand(right: Expression | Query): string {
    return right.kind === 'select' || right.kind === 'unionAll' ? `(${this.query(right)})` : this.expression(right);
  }

  /** Binds a value; equal values of one type share a place. */
  place(type: string, value: ParameterValue): string {
    const shared = sharedBy(type, value);
    const known = this.#places.get(shared);
    if (known?.endsWith(`:${type}}`) === true) return known;
    const name = `p${this.#count++}`;
    const place = `{${name}:${type}}`;
    this.#places.set(shared, place);
    this.#params[name] = value;
    return place;
  }
}

/** What is the same for values that may share a place: the engine works out equal texts once. Lists are not compared. */
function sharedBy(type: string, value: ParameterValue): unknown {
  if (typeof value !== 'object') return `${type} ${typeof value} ${value}`;
  return 'identifier' in value ? `${type} identifier ${value.identifier}` : value;
}
