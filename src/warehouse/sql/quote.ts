const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '`': '\\`',
  '\0': '\\0',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

const special = /[\\'`\0\b\f\n\r\t]/g;

const escaped = (text: string): string => text.replace(special, (character) => escapes[character] ?? character);

/** A text as an SQL literal, any characters, quotes included. */
export const quoteText = (text: string): string => `'${escaped(text)}'`;

/** A name as an SQL identifier of one part, any characters. */
export const quoteIdentifier = (name: string): string => `\`${escaped(name)}\``;
