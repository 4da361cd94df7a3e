import { z } from 'zod';
import type { GraphqlClient } from '../graphql-client.js';
import { RequestRefused } from '../graphql-client.js';

const groupKeysAnswer = z.object({
  groupKeys: z.array(z.object({ key: z.string(), dataGroupId: z.string().optional() })),
});

/** A registered group key; a profile operation may name it by either. */
export interface KnownKey {
  readonly key: string;
  readonly dataGroupId?: string | undefined;
}

/**
 * The project's group keys.
 * @throws RequestRefused FORBIDDEN when the credential may not read: a project's token may not
 */
export async function knownKeys(client: GraphqlClient): Promise<readonly KnownKey[]> {
  return groupKeysAnswer.parse(await client.request('query Keys { groupKeys { key dataGroupId } }', {})).groupKeys;
}

/** Registers the group keys an import needs and the project lacks (`--create-keys`). */
export class MissingKeys {
  private known: Set<string> | null = null;

  constructor(
    private readonly client: GraphqlClient,
    private readonly onCreated: (key: string) => void,
  ) {}

  /**
   * Returns once all `names` are registered; the display name of a new key is its name.
   *
   * @throws RequestRefused when the credential may not register keys, or a name cannot be a group key.
   */
  async ensure(names: Iterable<string>): Promise<void> {
    this.known ??= await this.registered();
    for (const key of new Set(names)) {
      if (this.known.has(key)) continue;
      try {
        await this.client.request(
          'mutation Register($key: String!) { addGroupKey(key: $key, displayName: $key) { key } }',
          { key },
        );
        this.onCreated(key);
      } catch (error) {
        // Another import may have been quicker; a name that cannot be a key is refused line by line later.
        const harmless = ['GROUP_KEY_EXISTS', 'GROUP_KEY_INVALID'];
        if (!(error instanceof RequestRefused && harmless.includes(error.code))) throw error;
      }
      this.known.add(key);
    }
  }

  private async registered(): Promise<Set<string>> {
    try {
      const keys = await knownKeys(this.client);
      return new Set(keys.flatMap(({ key, dataGroupId = key }) => [key, dataGroupId]));
    } catch (error) {
      if (!(error instanceof RequestRefused && ['FORBIDDEN', 'UNAUTHENTICATED'].includes(error.code))) throw error;
      throw new RequestRefused(
        error.code,
        `--create-keys needs the secret of a service account that is OWNER or ADMIN (--secret or MUSTER_SECRET): ${error.message}`,
      );
    }
  }
}
