import type { Expression, Query, Source } from './nodes.js';

/** The names of the tables a query reads, subqueries included, in the order of their names. */
export function tablesOf(query: Query): string[] {
  const found = new Set<string>();
  visitQuery(query, found);
  return [...found].sort();
}

function visitQuery(query: Query, found: Set<string>): void {
  if (query.kind === 'unionAll') {
    for (const part of query.queries) visitQuery(part, found);
    return;
  }
  if (query.from !== null) visitSource(query.from, found);
  const expressions = [
    ...query.columns.map(({ expression }) => expression),
    ...query.arrayJoin.map(({ expression }) => expression),
    ...query.groupBy,
    ...query.orderBy.map(({ expression }) => expression),
    ...[query.where, query.having].filter((one) => one !== null),
  ];
  for (const expression of expressions) visitExpression(expression, found);
}

function visitSource(source: Source, found: Set<string>): void {
  if (source.kind === 'table') found.add(source.name);
  else if (source.kind === 'subquery') visitQuery(source.query, found);
  else {
    visitSource(source.left, found);
    visitSource(source.right, found);
    visitExpression(source.on, found);
  }
}

function visitExpression(node: Expression, found: Set<string>): void {
  switch (node.kind) {
    case 'column':
    case 'parameter':
    case 'mapValue':
    case 'number':
      return;
    case 'call':
    case 'parametric':
    case 'logical':
      for (const arg of node.args) visitExpression(arg, found);
      return;
    case 'tuple':
    case 'array':
      for (const item of node.items) visitExpression(item, found);
      return;
    case 'binary':
      visitExpression(node.left, found);
      visitExpression(node.right, found);
      return;
    case 'not':
      visitExpression(node.arg, found);
      return;
    case 'lambda':
      visitExpression(node.body, found);
      return;
    case 'in':
      visitExpression(node.left, found);
      if (node.right.kind === 'select' || node.right.kind === 'unionAll') visitQuery(node.right, found);
      else visitExpression(node.right, found);
      return;
    case 'case':
      for (const { when, value } of node.branches) {
        visitExpression(when, found);
        visitExpression(value, found);
      }
      visitExpression(node.otherwise, found);
      return;
    case 'scalar':
      visitQuery(node.query, found);
  }
}
