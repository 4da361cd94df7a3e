import type { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

/** A client that was told it is too slow has this long to read that, milliseconds. */
const partingMs = 1_000;

/**
 * Bounds how long a request's body may take to arrive, answered or not, so that slow senders cannot hold sockets. Node
 * can do that too, but for all requests alike; here a route that has checked who sends may take a long upload.
 */
export class RequestTimes {
  private readonly timers = new WeakMap<IncomingMessage, NodeJS.Timeout>();
  private readonly responses = new WeakMap<IncomingMessage, ServerResponse>();

  /**
   * @param limitMs from the arrival of a request's headers to the end of its body
   * @param refuse tells a client that it was too slow, and ends the connection from this side
   */
  constructor(
    readonly limitMs: number,
    private readonly refuse: (socket: Socket) => void,
  ) {}

  /** Begins to measure a request, unless it is measured already. */
  watch(request: IncomingMessage, response: ServerResponse): void {
    // A request that code handed to the server in memory came over no connection and arrived whole.
    if (!(request.socket instanceof Socket) || this.responses.has(request)) return;
    this.responses.set(request, response);
    this.limit(request);
    request.once('end', () => this.lift(request));
    response.once('close', () => {
      if (request.complete) this.lift(request);
    });
  }

  /** Takes the limit off a request; whoever does must bound the time by other means. */
  lift(request: IncomingMessage): void {
    clearTimeout(this.timers.get(request));
    this.timers.delete(request);
  }

  /** Puts the limit on what is left of a request's body, from now on. */
  limit(request: IncomingMessage): void {
    this.lift(request);
    if (request.complete || request.destroyed) return;
    this.timers.set(request, setTimeout(() => this.cutOff(request), this.limitMs).unref());
  }

  private cutOff(request: IncomingMessage): void {
    const { socket } = request;
    if (request.complete || socket.destroyed) return;
    if (this.responses.get(request)?.headersSent === true || !socket.writable) {
      socket.destroy();
      return;
    }
    this.refuse(socket);
    setTimeout(() => socket.destroy(), partingMs).unref();
  }
}
