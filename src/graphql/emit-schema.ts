import { readFileSync, writeFileSync } from 'node:fs';
import { schemaText } from './schema-text.js';

const path = 'schema.graphql';

/** The file's text; empty where there is none. */
function committed(): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Writes schema.graphql into the current directory, or with `--check` only says whether the one there is right. */
function main(check: boolean): void {
  if (!check) {
    writeFileSync(path, schemaText());
    return;
  }
  if (committed() === schemaText()) return;
  process.stderr.write(`${path} does not match the code; run \`npm run schema:emit\` and commit it.\n`);
  process.exitCode = 1;
}

main(process.argv.includes('--check'));
