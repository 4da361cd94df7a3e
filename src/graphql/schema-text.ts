import { lexicographicSortSchema, printSchema } from 'graphql';
import { musterSchema } from './schema.js';

const banner = `# Muster's GraphQL schema. Generated from src/graphql by \`npm run schema:emit\`; \`npm run check\` fails when it is out of date.
# docs/api.md tells how to use it.
`;

/** The text of schema.graphql: the schema in alphabetical order, under a note on where it comes from. */
export const schemaText = (): string => `${banner}\n${printSchema(lexicographicSortSchema(musterSchema()))}\n`;
