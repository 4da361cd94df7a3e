import type { IncomingMessage } from 'node:http';
import { type Readable, Transform, type TransformCallback } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { MusterError } from '../core/errors.js';
import type { Bodies } from './bodies.js';

/** Lists and objects inside one another in a body. Code that walks values may recurse within this. */
export const maxJsonDepth = 500;

const quote = 0x22;
const backslash = 0x5c;

/** Whether brackets nest deeper than {@link maxJsonDepth}. Reads bytes: JSON.parse would build the depth first. */
export function isTooDeep(json: Uint8Array): boolean {
  let depth = 0;
  for (let i = 0; i < json.length; i++) {
    const byte = json[i];
    if (byte === quote) {
      // Texts are skipped byte by byte: most are short, and a native search for their end costs twice as much.
      for (i++; i < json.length && json[i] !== quote; i++) if (json[i] === backslash) i++;
    } else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > maxJsonDepth) return true;
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return false;
}

/**
 * Parses a JSON body. `__proto__` and `constructor` become own properties like any other (JSON.parse defines, it does
 * not assign), so nothing reaches a prototype.
 *
 * @throws MusterError MALFORMED_REQUEST
 */
export function parseJson(body: Buffer): unknown {
  if (isTooDeep(body)) {
    throw new MusterError('MALFORMED_REQUEST', `The body nests deeper than ${maxJsonDepth} levels.`);
  }
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    // The parser's own message repeats parts of the body.
    throw new MusterError('MALFORMED_REQUEST', 'The body is not JSON.');
  }
}

/** What passes through, counted; past the bound it fails instead. */
class Meter extends Transform {
  /** Bytes of the body as sent; fastify compares it with Content-Length. */
  receivedEncodedLength = 0;
  private passed = 0;

  constructor(private readonly limitBytes: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.passed += chunk.length;
    if (this.passed <= this.limitBytes) {
      done(null, chunk);
      return;
    }
    const message = `The body inflates to more than ${this.limitBytes} bytes; send smaller batches.`;
    done(new MusterError('PAYLOAD_TOO_LARGE', message));
  }
}

/** Inflates a body within a bound on what comes out, so that a small body cannot become a large one. */
function inflated(payload: Readable, encoding: string, limitBytes: number): Readable {
  const inflater = encoding === 'deflate' ? createInflate() : createGunzip();
  const meter = new Meter(limitBytes);
  // Not stream.pipeline: on an error it would destroy the request's socket before the error can be answered.
  const stop = (error: Error) => {
    payload.unpipe(inflater);
    payload.resume();
    inflater.destroy();
    if (!meter.destroyed) meter.destroy(error);
  };
  payload.on('data', (chunk: Buffer) => {
    meter.receivedEncodedLength += chunk.length;
  });
  payload.once('error', stop);
  payload.once('close', () => {
    if (!payload.readableEnded) stop(new MusterError('QUERY_CANCELLED', 'The client went away.'));
  });
  inflater.once('error', stop);
  meter.on('error', stop);
  meter.once('close', () => {
    payload.unpipe(inflater);
    payload.resume();
    inflater.destroy();
  });
  payload.pipe(inflater).pipe(meter);
  return meter;
}

/**
 * How bodies are read: JSON only, plain or compressed by gzip or deflate, within `limitBytes` after inflation, or within
 * the `bodyLimit` of a route that has one.
 */
export function readBodies(server: FastifyInstance, limitBytes: number, bodies: Bodies): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    ['application/json', 'application/graphql+json'],
    async (_request: FastifyRequest, payload: IncomingMessage) => parseJson(await bodies.collect(payload)),
  );
  server.addHook('preParsing', async (request, _reply, payload) => {
    const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
    if (encoding === 'identity' || encoding === '') return payload;
    if (encoding === 'gzip' || encoding === 'x-gzip' || encoding === 'deflate') {
      return inflated(request.raw, encoding, request.routeOptions.bodyLimit ?? limitBytes);
    }
    throw new MusterError('MALFORMED_REQUEST', 'Send the body plain, or with Content-Encoding gzip or deflate.');
  });
}
