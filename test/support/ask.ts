/** An answer of the API; tests look into it freely. */
export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the question's, which each test knows
  readonly data?: any;
  readonly errors?: ReadonlyArray<{
    readonly message: string;
    readonly path?: ReadonlyArray<string | number>;
    readonly extensions: {
      readonly code: string;
      readonly retryable: boolean;
      readonly path?: ReadonlyArray<string | number>;
      readonly nearMatches?: readonly string[];
      readonly errorId?: string;
    };
  }>;
  readonly status: number;
}

/** Asks once over HTTP, as any client would. Rejects only if the connection fails. */
export async function askOnce(
  url: string,
  credential: string | null,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(credential === null ? {} : { authorization: `Bearer ${credential}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  return { ...JSON.parse(await response.text()), status: response.status };
}

/** What was asked for, of an answer that must have no errors. */
export async function dataOf(answering: Promise<Answer>): Promise<Answer['data']> {
  const { data, errors } = await answering;
  expect(errors).toBeUndefined();
  return data;
}
