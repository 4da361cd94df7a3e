import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaText } from '../../src/graphql/schema-text.js';

describe('schema.graphql', () => {
  it('is what the code makes', () => {
    expect(readFileSync(join(__dirname, '../../schema.graphql'), 'utf8')).toBe(schemaText());
  });
});
