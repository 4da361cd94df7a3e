import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { MusterError } from '../../core/errors.js';
import { bundleDirectory } from './bundle-directory.js';

export const graphiqlPath = '/graphiql';

/**
 * Everything from this server, nothing from anywhere else, no inline script. Inline styles are what the editor
 * writes; they cannot load anything either.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `/graphiql`: the page for people, wholly from local files. The page itself needs no credentials; its questions do. */
export async function addGraphiqlRoutes(server: FastifyInstance): Promise<void> {
  const root = bundleDirectory();
  if (!existsSync(path.join(root, 'index.html'))) {
    server.get(graphiqlPath, async () => {
      throw new MusterError('NOT_FOUND', 'The GraphiQL page is not built: run `npm run build` and start again.');
    });
    return;
  }
  const secure = (reply: FastifyReply) =>
    reply.header('content-security-policy', contentSecurityPolicy).header('x-frame-options', 'DENY');
  await server.register(fastifyStatic, {
    root,
    prefix: `${graphiqlPath}/assets/`,
    preCompressed: true,
    index: false,
    decorateReply: true,
    cacheControl: false,
    setHeaders: (response) => {
      // Names stay the same over versions; the browser asks with an ETag each time.
      response.setHeader('cache-control', 'no-cache');
      response.setHeader('content-security-policy', contentSecurityPolicy);
    },
  });
  server.get(graphiqlPath, async (_request, reply) => secure(reply).sendFile('index.html'));
  // Links in the page are relative, so that it works behind a proxy's path; with a slash at the end they would not.
  server.get(`${graphiqlPath}/`, async (_request, reply) => reply.redirect(`..${graphiqlPath}`, 308));
}
