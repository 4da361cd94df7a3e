import { Lexer, Source, TokenKind } from 'graphql';

const opening = new Set<string>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing = new Set<string>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/** How large a document is, before anything recursive has touched it. */
export interface DocumentSize {
  readonly tokens: number;
  /** Deepest nesting of brackets of any kind. */
  readonly nesting: number;
}

/** Measures a document up to `maxTokens` tokens; text that is no GraphQL is measured up to where it stops being so. */
export function measureDocument(text: string, maxTokens: number): DocumentSize {
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  let depth = 0;
  let nesting = 0;
  try {
    for (let { kind } = lexer.advance(); kind !== TokenKind.EOF && tokens <= maxTokens; { kind } = lexer.advance()) {
      tokens++;
      if (opening.has(kind)) nesting = Math.max(nesting, ++depth);
      else if (closing.has(kind)) depth--;
    }
  } catch {
    // The parser says what is wrong, and where.
  }
  return { tokens, nesting };
}

/** True if lists and objects are nested deeper than `depth`. Never goes deeper itself. */
export function nestsDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth === 0) return true;
  for (const element of Array.isArray(value) ? value : Object.values(value)) {
    if (typeof element === 'object' && nestsDeeperThan(element, depth - 1)) return true;
  }
  return false;
}
