import { z } from 'zod';
import type { GraphqlClient } from '../graphql-client.js';
import { table } from '../table.js';

/** The question the tour asks; also what a person can paste into GraphiQL. */
export const tourQuery = `query EnterpriseUsers {
  userCohort(where: {
    someGroup: {
      key: "company_id"
      where: { property: { name: "plan", is: { text: { isOneOf: ["enterprise"] } } } }
    }
  }) {
    size
    users(first: 5) {
      nodes {
        distinctId
        groups(key: "company_id") { id name }
      }
    }
  }
}`;

const tourAnswer = z.object({
  userCohort: z.object({
    size: z.number(),
    users: z.object({
      nodes: z.array(
        z.object({
          distinctId: z.string(),
          groups: z.array(z.object({ id: z.string(), name: z.string() })),
        }),
      ),
    }),
  }),
});

const indented = (text: string): string => text.replace(/^/gm, '    ');

/** Asks the tour's question and returns what to print: the question in words, as GraphQL, and the answer. */
export async function takeTour(client: GraphqlClient): Promise<string> {
  const begun = performance.now();
  const { size, users } = tourAnswer.parse(await client.request(tourQuery, {})).userCohort;
  const elapsed = Math.round(performance.now() - begun);
  const rows = users.nodes.map(({ distinctId, groups }) => [
    distinctId,
    groups.map(({ id, name }) => `${name} (${id})`).join(', '),
  ]);
  return [
    'The question: which users belong to a company on the enterprise plan?',
    '',
    indented(tourQuery),
    '',
    `The answer: ${size} users, exactly, in ${elapsed} ms. The first ${rows.length}, with all their companies:`,
    '',
    indented(table(['user', 'companies'], rows)),
  ].join('\n');
}
