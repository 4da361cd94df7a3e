import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { MusterError } from '../../core/errors.js';
import { discard } from '../bodies.js';
import type { Door } from '../door.js';
import { spellings } from './spellings.js';

/** What is asked for, and how it is said that there is none of it here. */
const empty: ReadonlyArray<readonly [path: string, answer: object]> = [
  // Feature flags of one user: every flag has the value the page falls back to.
  ['/flags', { flags: {} }],
  // All flags, for SDKs that evaluate them themselves.
  ['/flags/definitions', { flags: [] }],
  // Settings kept on a server: those of the page hold.
  ['/settings', { sdk_config: { config: {} } }],
];

/** Paths answered here, for preflights. */
export const stubPaths: readonly string[] = [...empty.map(([path]) => path), '/flags/*', '/record'];

/**
 * What the SDKs ask for beside sending data: feature flags, settings, session recording. Muster has none of these, and
 * answers so that a page that asks goes on as if it had not. All want the project token, as Basic user.
 */
export function addStubs(scope: FastifyInstance, { app, config }: Door): void {
  const { bodyLimitBytes } = config.http;
  const onRequest = async (request: FastifyRequest): Promise<void> => {
    request.muster.caller = await app.authenticate(request.headers);
  };
  for (const [path, answer] of empty) {
    for (const url of spellings(path)) scope.get(url, { onRequest, exposeHeadRoute: false }, async () => answer);
  }
  for (const url of spellings('/flags/:flag/first-time-events')) scope.post(url, { onRequest }, async () => ({}));
  scope.register(async (recording) => {
    recording.removeAllContentTypeParsers();
    // A recording is read to the end and kept nowhere, not even in memory.
    recording.addContentTypeParser('*', (_request: FastifyRequest, payload: IncomingMessage) =>
      discard(payload, bodyLimitBytes),
    );
    for (const url of spellings('/record')) {
      recording.post(url, { onRequest }, async () => ({ code: 200, status: 'OK' }));
    }
  });
  const nothing = async (): Promise<never> => {
    throw new MusterError('NOT_FOUND', 'There is nothing at this address.');
  };
  scope.route({ method: ['GET', 'POST'], url: '/flags/*', exposeHeadRoute: false, handler: nothing });
}
