import { MusterError } from '../../core/errors.js';
import type { Door } from '../door.js';
import type { Caller } from '../http-app.js';
import type { Options } from './options.js';

type DoorApp = Door['app'];

/**
 * Who may import: Basic with a service account's name and secret, with a secret or a project token alone, in base64 or
 * plain; Bearer; or `api_key` with a token or a secret. `project_id` means nothing: a credential belongs to one project.
 *
 * @throws MusterError UNAUTHENTICATED, STORE_UNAVAILABLE
 */
export async function importer(
  app: DoorApp,
  { apiKey }: Pick<Options, 'apiKey'>,
  authorization?: string,
): Promise<Caller> {
  if (authorization !== undefined) return app.authenticate({ authorization });
  if (apiKey !== null) return app.authenticate({ authorization: `Bearer ${apiKey}` });
  throw new MusterError(
    'UNAUTHENTICATED',
    'Send a service account as Basic "name:secret", a secret or the project token as Basic user or Bearer, or `api_key`.',
  );
}

/** Whose a record is: the token in it says so, and may write and nothing else. Null if no project has it. */
export async function callerOfToken(app: DoorApp, token: unknown): Promise<Caller | null> {
  if (typeof token !== 'string' || token === '') return null;
  const project = await app.services.projects.byToken(token);
  return project === null ? null : { project, actor: { kind: 'token' } };
}
