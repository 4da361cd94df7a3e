import * as ohm from 'ohm-js';

/**
 * The language, loosest first: `or`, `and`, `not`, comparisons, sums, products, minus. Signs of one rank are taken from
 * left to right; comparisons do not chain, as `a < b < c` means different things to different people. `not` and minus
 * repeat instead of nesting, so that a long row of them is a loop of the parser and not a recursion.
 */
export const grammar = ohm.grammar(String.raw`
  Muster {
    Or = And (orWord And)*
    And = Not (andWord Not)*
    Not = notWord* Comparison
    Comparison
      = Sum inWord List              -- inList
      | Sum inWord Sum               -- in
      | Sum comparisonSign Sum           -- signed
      | Sum
    Sum = Product (sumSign Product)*
    Product = Minus (productSign Minus)*
    Minus = "-"* Value
    Value
      = "(" Or ")"                       -- group
      | function "(" Or ")"              -- call
      | hasPrefix "(" Or "," Or ")"      -- hasPrefix
      | nameSpace "[" text "]"           -- name
      | text
      | number
      | boolean
    List = "[" ListOf<Element, ","> "]"
    Element
      = "-"? number                      -- number
      | text
      | boolean

    comparisonSign (a comparison) = "==" | "!=" | "<=" | ">=" | "<" | ">"
    sumSign = "+" | "-"
    productSign = "*" | "/" | "%"

    nameSpace = ("properties" | "user" | "event") ~wordPart
    function (a function)
      = ("floor" | "ceil" | "round" | "boolean" | "number" | "string" | "defined" | "datetime") ~wordPart
    hasPrefix = "has_prefix" ~wordPart
    boolean (true or false) = (caseInsensitive<"true"> | caseInsensitive<"false">) ~wordPart
    orWord ("or") = caseInsensitive<"or"> ~wordPart
    andWord ("and") = caseInsensitive<"and"> ~wordPart
    notWord ("not") = caseInsensitive<"not"> ~wordPart
    inWord ("in") = caseInsensitive<"in"> ~wordPart
    wordPart = alnum | "_"

    number (a number) = decimal exponent? ~wordPart
    decimal = digit+ "." digit* -- point
      | "." digit+              -- fraction
      | digit+                  -- whole
    exponent = caseInsensitive<"e"> ("+" | "-")? digit+

    text = openDouble inDouble* "\""  -- double
      | openSingle inSingle* "'"       -- single
    openDouble (a text in quotes) = "\""
    openSingle (a text in quotes) = "'"
    inDouble = "\\" any  -- escape
      | ~"\"" any         -- plain
    inSingle = "\\" any  -- escape
      | ~"'" any          -- plain
  }
`);
