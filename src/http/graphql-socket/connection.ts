import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { MusterError } from '../../core/errors.js';
import type { Caller } from '../http-app.js';

/** Codes with which connections are closed; those of the 4000s are the protocol's. */
export const closeCodes = { goingAway: 1001, tryAgainLater: 1013, forbidden: 4403, fault: 4500 } as const;

/** Bytes on their way to a client that does not read them, before nothing more is read from it. */
const mostUnread = 1_048_576;
/** What a client that was told to go may take for it, milliseconds. */
const closeGraceMs = 1_000;

/** How long subscribers are borne, milliseconds. */
export interface ConnectionTimes {
  /** How often one is pinged; one that has not answered until the next time is gone. */
  readonly pingMs: number;
  /** How long one may leave a message unread. */
  readonly unreadMs: number;
}

export const defaultConnectionTimes: ConnectionTimes = { pingMs: 25_000, unreadMs: 20_000 };

/** One client's WebSocket, and the subscriptions that run on it. */
export class Connection {
  /** Who it is, from its first message on. */
  caller: Caller | null = null;
  credentials: IncomingHttpHeaders = {};
  readonly #running = new Map<object, AbortController>();
  readonly #pinging: NodeJS.Timeout;
  #isAlive = true;

  /** @param check throws if its credentials are good no more */
  constructor(
    readonly request: IncomingMessage,
    private readonly socket: WebSocket,
    private readonly times: ConnectionTimes,
    private readonly check: (connection: Connection) => Promise<unknown>,
  ) {
    this.#pinging = setInterval(() => this.#ping(), times.pingMs);
    socket.on('pong', () => {
      this.#isAlive = true;
    });
    socket.on('ping', () => {
      if (socket.bufferedAmount > mostUnread) socket.terminate();
    });
    socket.once('close', () => {
      clearInterval(this.#pinging);
      this.endAll(gone());
    });
  }

  get subscriptions(): number {
    return this.#running.size;
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** A signal for one subscription. @param key what it is ended by */
  begin(key: object): AbortSignal {
    const controller = new AbortController();
    this.#running.set(key, controller);
    if (!this.isOpen) controller.abort(gone());
    return controller.signal;
  }

  /** Ends one subscription; whatever works for it stops. May be called again. */
  end(key: object): void {
    const controller = this.#running.get(key);
    this.#running.delete(key);
    controller?.abort(new MusterError('QUERY_CANCELLED', 'The client wants no more.'));
  }

  /** Ends all; the client is told that they are complete. */
  endAll(reason: MusterError): void {
    for (const controller of this.#running.values()) controller.abort(reason);
  }

  /**
   * Sends a message; resolves when it is on its way, so that who waits for it makes no more than the client reads. A
   * client that reads nothing for too long is dropped.
   * @throws MusterError QUERY_CANCELLED when the connection is not open: who makes messages for it must stop
   */
  send(text: string): Promise<void> {
    const { socket } = this;
    if (!this.isOpen) return Promise.reject(gone());
    return new Promise((resolve, reject) => {
      const unread = setTimeout(
        () => this.drop(closeCodes.tryAgainLater, 'Too slow: messages were left unread. Subscribe again.'),
        this.times.unreadMs,
      );
      socket.send(text, (error) => {
        clearTimeout(unread);
        if (socket.isPaused && socket.bufferedAmount <= mostUnread) socket.resume();
        if (error) reject(gone());
        else resolve();
      });
      // What is not read can ask for nothing more: answers to it would pile up.
      if (socket.bufferedAmount > mostUnread) socket.pause();
    });
  }

  /** Closes the connection, whether or not the client takes part in it. */
  drop(code: number, reason: string): void {
    const { socket } = this;
    this.endAll(gone());
    if (socket.isPaused) socket.resume();
    socket.close(code, reason);
    const hangUp = setTimeout(() => socket.terminate(), closeGraceMs);
    socket.once('close', () => clearTimeout(hangUp));
  }

  /** {@link drop}, and waits until it is closed. */
  async close(code: number, reason: string): Promise<void> {
    const { socket } = this;
    if (socket.readyState === socket.CLOSED) return;
    const closed = new Promise((resolve) => socket.once('close', resolve));
    this.drop(code, reason);
    await closed;
  }

  #ping(): void {
    if (!this.#isAlive) {
      this.socket.terminate();
      return;
    }
    this.#isAlive = false;
    if (this.isOpen) this.socket.ping();
    if (this.caller !== null) this.check(this).catch((error: unknown) => this.refuse(error));
  }

  /** Closes the connection of a client that may not go on, and leaves it where only a store cannot be reached. */
  refuse(error: unknown): void {
    if (isRefusal(error)) this.drop(closeCodes.forbidden, 'Forbidden');
  }
}

const gone = (): MusterError => new MusterError('QUERY_CANCELLED', 'The client went away.');

/** True where the credentials are at fault. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof MusterError && (error.code === 'UNAUTHENTICATED' || error.code === 'FORBIDDEN');
