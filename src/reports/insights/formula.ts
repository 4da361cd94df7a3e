import * as ohm from 'ohm-js';
import { badInput, type Path } from '../../cohorts/bind-checks.js';
import { nearMatches } from '../../core/near-matches.js';

/** A formula, read: from the values of the metrics it names to its own. Null where it has none, as after division by zero. */
export interface ParsedFormula {
  /** The names of the metrics it uses. */
  readonly uses: ReadonlySet<string>;
  readonly valueOf: (values: ReadonlyMap<string, number | null>) => number | null;
}

type Evaluate = ParsedFormula['valueOf'];

/** Characters of a formula, which bound how deep it can nest. */
const maxLength = 500;

const grammar = ohm.grammar(`
  Formula {
    Sum = Product (sumSign Product)*
    Product = Minus (productSign Minus)*
    Minus = "-" Minus  -- negative
      | Value
    Value = "(" Sum ")"  -- group
      | number
      | name
    sumSign = "+" | "-"
    productSign = "*" | "/"
    number (a number) = digit+ ("." digit+)?
    name (the name of a metric) = letter (alnum | "_")*
  }
`);

const arithmetic: Readonly<Record<string, (a: number, b: number) => number | null>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0 ? null : a / b),
};

function combine(sign: string, left: Evaluate, right: Evaluate): Evaluate {
  const operation = arithmetic[sign];
  if (operation === undefined) throw new Error(`unreachable: the sign ${sign}`);
  return (values) => {
    const [a, b] = [left(values), right(values)];
    return a === null || b === null ? null : operation(a, b);
  };
}

function chain(first: ohm.Node, signs: ohm.Node, rest: ohm.Node): Evaluate {
  const parts: Evaluate[] = rest.children.map((node) => node.evaluate());
  return parts.reduce<Evaluate>(
    (left, right, index) => combine(signs.children[index]?.sourceString ?? '', left, right),
    first.evaluate(),
  );
}

const semantics = grammar.createSemantics();
semantics.addOperation<Evaluate>('evaluate', {
  Sum: chain,
  Product: chain,
  Minus_negative(_sign, value) {
    const evaluate: Evaluate = value.evaluate();
    return (values) => {
      const found = evaluate(values);
      return found === null ? null : -found;
    };
  },
  Value_group: (_open, sum, _close) => sum.evaluate(),
  number(_whole, _point, _fraction) {
    const value = Number(this.sourceString);
    return () => value;
  },
  name(_first, _rest) {
    const name = this.sourceString;
    return (values) => values.get(name) ?? null;
  },
});
semantics.addOperation<string[]>('names', {
  _nonterminal: (...children) => children.flatMap((child) => child.names()),
  _iter: (...children) => children.flatMap((child) => child.names()),
  _terminal: () => [],
  name(_first, _rest) {
    return [this.sourceString];
  },
});

/**
 * Reads a formula over metrics of these names: numbers, `+ - * /` and parentheses.
 * @throws MusterError BAD_INPUT if it cannot be read, or names what is not there (with near matches)
 */
export function parseFormula(text: string, names: readonly string[], path: Path): ParsedFormula {
  if (text.length > maxLength) throw badInput(`A formula has at most ${maxLength} characters.`, path);
  const match = grammar.match(text);
  if (match.failed()) {
    const at = match.getRightmostFailurePosition();
    throw badInput(`The formula is wrong at character ${at + 1}: expected ${match.getExpectedText()}.`, path);
  }
  const read = semantics(match);
  const uses = new Set<string>(read.names());
  for (const name of uses) {
    if (names.includes(name)) continue;
    const near = nearMatches(name, names);
    throw badInput(`No metric has the name "${name}". There are: ${names.join(', ')}.`, path, near);
  }
  const evaluate: Evaluate = read.evaluate();
  return {
    uses,
    valueOf: (values) => {
      const value = evaluate(values);
      return value === null || !Number.isFinite(value) ? null : value;
    },
  };
}
