import { MusterError } from '../core/errors.js';
import type { Actor, Project } from '../core/model.js';
import { type Credentials, readAuthorization } from './credentials.js';
import type { Projects } from './projects.js';
import type { ServiceAccounts } from './service-accounts.js';

/** Request headers as Node gives them: names in lower case. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Whose data a request concerns, and who asks. */
export interface Authenticated {
  readonly project: Project;
  readonly actor: Actor;
}

export type Authenticate = (headers: RequestHeaders) => Promise<Authenticated>;

/** Every service account's secret starts so (core/ids.ts); a token is hexadecimal and cannot. */
const secretPrefix = 'muster_';

const refused = (): MusterError =>
  new MusterError(
    'UNAUTHENTICATED',
    'Send the project token or a service account secret as "Authorization: Bearer …", or "name:secret" as Basic.',
  );

function headerOf(headers: RequestHeaders): string | undefined {
  const value = headers.authorization;
  if (typeof value === 'string' || value === undefined) return value;
  return value.length === 1 ? value[0] : undefined;
}

/**
 * Makes the function that turns request headers into a project and an actor. Accepted: `Bearer <project token>`,
 * `Bearer <secret>`, `Basic <token>:`, `Basic <secret>:` and `Basic <name>:<secret>`, the Basic part in base64 or plain.
 * It throws MusterError UNAUTHENTICATED for everything else, without saying which part was wrong.
 */
export function createAuthenticate(services: { projects: Projects; serviceAccounts: ServiceAccounts }): Authenticate {
  const { projects, serviceAccounts } = services;
  const bySecret = async (secret: string, name: string | null): Promise<Authenticated | null> => {
    const account = await serviceAccounts.authenticate(secret, name);
    const project = account === null ? null : await projects.byId(account.projectId);
    if (account === null || project === null) return null;
    return { project, actor: { kind: 'serviceAccount', id: account.id, name: account.name, role: account.role } };
  };
  const byToken = async (token: string): Promise<Authenticated | null> => {
    const project = await projects.byToken(token);
    return project === null ? null : { project, actor: { kind: 'token' } };
  };
  const find = (credentials: Credentials): Promise<Authenticated | null> => {
    if (credentials.kind === 'pair') return bySecret(credentials.secret, credentials.name);
    return credentials.value.startsWith(secretPrefix) ? bySecret(credentials.value, null) : byToken(credentials.value);
  };
  return async (headers) => {
    const header = headerOf(headers);
    const credentials = header === undefined ? null : readAuthorization(header);
    const found = credentials === null ? null : await find(credentials);
    if (found === null) throw refused();
    return found;
  };
}
