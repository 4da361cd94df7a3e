import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** Headers that ask for another protocol, beside `Connection`, which names them. */
const upgradeHeaders = new Set(['upgrade', 'http2-settings']);

/** True if the request asks for WebSocket, and for no other protocol. */
export const asksForWebSocket = ({ headers }: IncomingMessage): boolean =>
  headers.upgrade?.trim().toLowerCase() === 'websocket';

const withoutUpgrade = (connection: string): string =>
  connection
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !upgradeHeaders.has(name.toLowerCase()))
    .join(', ');

/** The head of a request as it would have been without its wish for another protocol. */
function plainHead({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    const lower = name.toLowerCase();
    const value = rawHeaders[at + 1] ?? '';
    if (upgradeHeaders.has(lower)) continue;
    const kept = lower === 'connection' ? withoutUpgrade(value) : value;
    if (lower !== 'connection' || kept !== '') lines.push(`${name}: ${kept}`);
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

/**
 * Has a request answered as if it had not asked for another protocol, as HTTP lets a server do: some clients offer
 * HTTP/2 with every request. Node hands over all that ask once a server takes any.
 *
 * @param head what has been read of the connection after the request's head
 */
export function answerWithoutUpgrade(
  server: { emit(event: 'connection', socket: Duplex): boolean },
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  socket.unshift(Buffer.concat([plainHead(request), head]));
  server.emit('connection', socket);
}
