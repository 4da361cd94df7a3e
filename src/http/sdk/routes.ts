import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { MusterError } from '../../core/errors.js';
import { sdkBundlePath } from './bundle.js';

export const sdkPath = '/sdk/muster.js';

/**
 * `/sdk/muster.js`: the client for pages, as an ES module. Pages of any origin may import it, without credentials. The name
 * stays the same over versions, so browsers keep it for an hour and then ask whether it has changed.
 */
export function addSdkRoute(server: FastifyInstance): void {
  if (!existsSync(sdkBundlePath())) {
    server.get(sdkPath, async () => {
      throw new MusterError('NOT_FOUND', 'The client library is not built: run `npm run build` and start again.');
    });
    return;
  }
  const plain = readFileSync(sdkBundlePath());
  const packed = gzipSync(plain, { level: 9 });
  const digest = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
  server.get(sdkPath, async (request, reply) => {
    const gzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    const etag = `"${digest}${gzip ? '-gz' : ''}"`;
    reply
      .header('content-type', 'text/javascript; charset=utf-8')
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('cache-control', 'public, max-age=3600')
      .header('vary', 'accept-encoding')
      .header('etag', etag);
    if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send();
    if (gzip) reply.header('content-encoding', 'gzip');
    return reply.send(gzip ? packed : plain);
  });
}
