import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { BaseContext } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import { WebSocketServer } from 'ws';
import type { HttpConfig } from '../../config/config.js';
import { MusterError } from '../../core/errors.js';
import { limits } from '../../core/limits.js';
import { upgradeAnswer } from '../errors.js';
import { graphqlPath } from '../graphql-route.js';
import type { HttpApp } from '../http-app.js';
import { type Log, loggedError } from '../log.js';
import { socketMetrics } from '../metrics.js';
import { Connection, type ConnectionTimes, closeCodes } from './connection.js';
import { checkCaller, graphqlProtocol } from './protocol.js';
import { answerWithoutUpgrade, asksForWebSocket } from './upgrade.js';

export interface GraphqlSocketsParts<Context extends BaseContext> {
  readonly app: HttpApp<Context>;
  readonly http: Pick<HttpConfig, 'bodyLimitBytes'>;
  readonly times: ConnectionTimes;
  readonly log: Log;
  readonly isDraining: () => boolean;
}

/** The WebSocket connections of a server. */
export interface GraphqlSockets {
  /** Completes all subscriptions and closes all connections; resolves when there are none. */
  close(): Promise<void>;
}

/** How long completed subscriptions may take to say so at a stop, milliseconds. */
const completeGraceMs = 500;

const stopping = (): MusterError => new MusterError('SHUTTING_DOWN', 'The server is stopping; subscribe again later.');

const retryAfter = { retryAfterMs: 5_000 };

/** `/graphql` over WebSocket, for subscriptions: the protocol `graphql-transport-ws`. */
export function addGraphqlSockets<Context extends BaseContext>(
  server: FastifyInstance,
  { app, http, times, log, isDraining }: GraphqlSocketsParts<Context>,
): GraphqlSockets {
  const connections = new Set<Connection>();
  const protocol = graphqlProtocol(app, log);
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    handleProtocols: (offered) => (offered.has(protocol.name) ? protocol.name : false),
    maxPayload: Math.min(http.bodyLimitBytes, limits.liveMessageBytes),
  });
  socketMetrics(app.metrics, {
    connections: () => connections.size,
    subscriptions: () => [...connections].reduce((sum, { subscriptions }) => sum + subscriptions, 0),
  });

  const refusal = (): MusterError | null => {
    if (isDraining()) return stopping();
    if (!app.isReady())
      return new MusterError('STORE_UNAVAILABLE', 'The server is starting; subscribe again in a moment.');
    if (connections.size < limits.liveConnections) return null;
    return new MusterError('OVERLOADED', 'As many connections are open as may be; come back later.', retryAfter);
  };

  server.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!asksForWebSocket(request) || request.url?.split('?', 1)[0] !== graphqlPath) {
      answerWithoutUpgrade(server.server, request, socket, head);
      return;
    }
    socket.on('error', () => socket.destroy());
    const refused = refusal();
    if (refused !== null) {
      socket.end(upgradeAnswer(refused));
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = new Connection(request, webSocket, times, (one) => checkCaller(app, one));
      const id = randomUUID();
      connections.add(connection);
      webSocket.on('error', (error) => log.debug({ connection: id, fault: loggedError(error) }, 'a connection failed'));
      webSocket.once('close', (code) => {
        connections.delete(connection);
        const { caller } = connection;
        const who = caller === null ? {} : { projectId: caller.project.id, actor: caller.actor.kind };
        log.info({ connection: id, route: graphqlPath, ...who, code }, 'connection closed');
      });
      protocol.open(webSocket, connection);
    });
  });

  return {
    async close() {
      for (const connection of connections) connection.endAll(stopping());
      const end = performance.now() + completeGraceMs;
      while ([...connections].some(({ subscriptions }) => subscriptions > 0) && performance.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      await Promise.all(
        [...connections].map((connection) => connection.close(closeCodes.goingAway, 'The server is stopping.')),
      );
    },
  };
}
