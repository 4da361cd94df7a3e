import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * The address clients know, in front of a server whose own address changes with each start. Shut, it refuses connections as
 * a machine without a server does.
 */
export interface Door {
  readonly url: string;
  /** How many requests of a method have come through. */
  count(method: 'OPTIONS' | 'POST'): number;
  /** Leads to the server on this loopback port from now on. */
  leadTo(port: number): void;
  /** Refuses connections, and breaks those there are. */
  shut(): Promise<void>;
  open(): Promise<void>;
  /**
   * Lets requests through, but breaks the connection when the server begins to answer a POST: its work is done, and the client
   * does not learn of it. The promise is kept when that has happened so often.
   */
  loseReplies(count: number): Promise<void>;
}

/** The method of a request that begins with these bytes. */
const methodOf = (chunk: Buffer): string => /^([A-Z]+) \//.exec(chunk.subarray(0, 9).toString('latin1'))?.[1] ?? '';

/** Starts a door on a free loopback port. */
export async function startDoor(): Promise<Door> {
  const sockets = new Set<Socket>();
  let listening: Server | undefined;
  let port = 0;
  let target = 0;
  let toLose = 0;
  const counts = new Map<string, number>();
  let lost: () => void = () => undefined;

  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };
  const lead = (client: Socket): void => {
    const server = track(connect(target, '127.0.0.1'));
    let posted = false;
    track(client).on('data', (chunk: Buffer) => {
      const method = methodOf(chunk);
      if (method !== '') counts.set(method, (counts.get(method) ?? 0) + 1);
      if (method !== '') posted = method === 'POST';
      server.write(chunk);
    });
    server.on('data', (chunk: Buffer) => {
      if (toLose > 0 && posted) {
        toLose--;
        client.destroy();
        if (toLose === 0) lost();
        return;
      }
      client.write(chunk);
    });
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
  };
  const open = async (): Promise<void> => {
    listening = createServer(lead).listen(port, '127.0.0.1');
    await once(listening, 'listening');
    const address = listening.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    port = address.port;
  };
  await open();
  return {
    url: `http://127.0.0.1:${port}`,
    count: (method) => counts.get(method) ?? 0,
    leadTo(next) {
      target = next;
    },
    async shut() {
      const closing = listening;
      listening = undefined;
      for (const socket of sockets) socket.destroy();
      if (closing === undefined) return;
      closing.close();
      await once(closing, 'close');
    },
    open,
    loseReplies(count) {
      toLose = count;
      return new Promise((resolve) => {
        lost = resolve;
      });
    },
  };
}
