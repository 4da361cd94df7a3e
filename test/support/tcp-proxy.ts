import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A door between the server and one of its stores, which a test can shut and open again. */
export interface TcpProxy {
  readonly port: number;
  /** Breaks every connection and refuses new ones, as a store that went away does. */
  shut(): Promise<void>;
  /** Lets connections through again, on the same port. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a proxy on a free loopback port in front of a loopback port. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let port = 0;
  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };
  const open = async (): Promise<void> => {
    server = createServer((client) => {
      const target = track(connect(targetPort, '127.0.0.1'));
      track(client).pipe(target).pipe(client);
      client.on('close', () => target.destroy());
      target.on('close', () => client.destroy());
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    port = address.port;
  };
  const shut = async (): Promise<void> => {
    const closing = server;
    server = undefined;
    for (const socket of sockets) socket.destroy();
    if (closing === undefined) return;
    closing.close();
    await once(closing, 'close');
  };
  await open();
  return { port, open, shut, close: shut };
}
