import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestServer, type TestServer } from '../support/server.js';
import { farthestPairs } from '../support/store-pairs.js';

interface Step {
  readonly title: string;
  readonly request: string;
  variables: Record<string, unknown>;
  answer: unknown;
  errors: string[];
}

/** Reads the requests of the guide, each with the variables, answer or error codes that the blocks after it give. */
function stepsOfTheGuide(): Step[] {
  const text = readFileSync(join(__dirname, '../../docs/guide.md'), 'utf8');
  const steps: Step[] = [];
  let title = '';
  for (const [, heading, info, body] of text.matchAll(/^## (.+)$|^```(graphql|json(?: \w+)?)\n([\s\S]*?)^```$/gm)) {
    if (heading) title = heading;
    else if (info === 'graphql')
      steps.push({ title, request: body ?? '', variables: {}, answer: undefined, errors: [] });
    else {
      const step = steps.at(-1);
      if (step === undefined) throw new Error(`an answer without a request under ${title}`);
      const value = JSON.parse(body ?? 'null');
      if (info === 'json variables') step.variables = value;
      else if (info === 'json errors') step.errors = value;
      else step.answer = value;
    }
  }
  return steps;
}

/** The printed answer as an expectation: "…" stands for some text. */
const expectation = (value: unknown): unknown => {
  if (value === '…') return expect.any(String);
  if (Array.isArray(value)) return value.map(expectation);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, expectation(part)]));
};

describe.each(farthestPairs())('the guide on %s', (_, stores) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(stores);
  });
  afterAll(() => server.stop());

  const steps = stepsOfTheGuide();

  it('has steps', () => {
    expect(steps.length).toBeGreaterThan(12);
  });

  it.each(steps.map((step, i) => [`${i + 1}. ${step.title}`, step] as const))('%s', async (_title, step) => {
    const { data, errors } = await server.ask(step.request, step.variables);
    expect((errors ?? []).map((error) => error.extensions?.code)).toEqual(step.errors);
    if (step.errors.length === 0) expect(data).toEqual(expectation(step.answer));
  });
});
