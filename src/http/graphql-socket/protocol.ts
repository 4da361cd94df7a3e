import { randomUUID } from 'node:crypto';
import type { BaseContext } from '@apollo/server';
import { type ExecutionArgs, type ExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL, makeServer, type SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { MusterError } from '../../core/errors.js';
import { limits } from '../../core/limits.js';
import { authorize } from '../../projects/permissions.js';
import type { Caller, HttpApp } from '../http-app.js';
import { type Log, loggedError } from '../log.js';
import { type Connection, closeCodes, isRefusal } from './connection.js';
import { credentialsOf } from './credentials.js';

/**
 * Who is at the other end, asked anew: credentials may be revoked while the connection is open.
 * @throws MusterError UNAUTHENTICATED; FORBIDDEN for who may not read, as nothing here is for them; STORE_UNAVAILABLE
 */
export async function checkCaller<Context extends BaseContext>(
  app: Pick<HttpApp<Context>, 'authenticate'>,
  connection: Connection,
): Promise<Caller> {
  const caller = await app.authenticate(connection.credentials);
  authorize(caller.actor, 'READ');
  return caller;
}

/** An error that has been put into the words for clients already. */
class Refused extends GraphQLError {
  constructor(private readonly formatted: GraphQLFormattedError) {
    super(formatted.message, { extensions: formatted.extensions ?? null });
  }

  override toJSON(): GraphQLFormattedError {
    return this.formatted;
  }
}

/** The results, and what is to be done when nobody wants any more. */
function endingWith(results: AsyncIterable<ExecutionResult>, end: () => void): AsyncIterableIterator<ExecutionResult> {
  const iterator = results[Symbol.asyncIterator]();
  return {
    next: () => iterator.next(),
    async return() {
      // First: the iterator ends only when the work for its next result has.
      end();
      await iterator.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

const tooMany = (): MusterError =>
  new MusterError('OVERLOADED', `At most ${limits.liveSubscriptions} subscriptions at a time on one connection.`, {
    retryAfterMs: 5_000,
  });

const wrapped = (originalError: MusterError): GraphQLError =>
  new GraphQLError(originalError.message, { originalError });

/** The protocol of subscriptions, spoken over connections that are handed to it. */
export interface GraphqlProtocol {
  /** Its name in the handshake. */
  readonly name: string;
  /** Speaks it on a new connection until that is closed. */
  open(socket: WebSocket, connection: Connection): void;
}

/** Speaks `graphql-transport-ws`: authenticates the client, and runs what it subscribes to. */
export function graphqlProtocol<Context extends BaseContext>(app: HttpApp<Context>, log: Log): GraphqlProtocol {
  const { subscriptions } = app;
  const format = (error: GraphQLError): GraphQLFormattedError[] =>
    error instanceof Refused ? [error.toJSON()] : subscriptions.formatSubscriptionErrors([error], null);

  /** What to execute, or what is wrong. */
  const prepare = async (connection: Connection, payload: SubscribePayload) => {
    if (connection.subscriptions >= limits.liveSubscriptions) return [wrapped(tooMany())];
    const signal = connection.begin(payload);
    try {
      const caller = await checkCaller(app, connection);
      connection.caller = caller;
      const context = app.contextFor({ requestId: randomUUID(), ...caller, signal });
      const prepared = await subscriptions.prepareSubscription(payload, context);
      if (!isListOfErrors(prepared)) return prepared;
      connection.end(payload);
      return prepared.map((error) => new Refused(error));
    } catch (error) {
      connection.end(payload);
      if (isRefusal(error) || !(error instanceof MusterError)) throw error;
      return [wrapped(error)];
    }
  };

  const server = makeServer<Record<string, unknown>, Connection>({
    async onConnect({ extra: connection, connectionParams }) {
      connection.credentials = credentialsOf(connection.request, connectionParams);
      try {
        connection.caller = await checkCaller(app, connection);
        return true;
      } catch (error) {
        if (isRefusal(error)) return false;
        throw error;
      }
    },
    onSubscribe: ({ extra }, _id, payload) => prepare(extra, payload),
    onOperation({ extra }, _id, payload, _args, result) {
      if (Symbol.asyncIterator in result) return endingWith(result, () => extra.end(payload));
      extra.end(payload);
      return undefined;
    },
    async onNext({ extra }, _id, _payload, { document }, { errors, ...result }) {
      await checkCaller(app, extra).catch((error: unknown) => {
        extra.refuse(error);
        throw error;
      });
      if (errors === undefined) return result;
      return { ...result, errors: subscriptions.formatSubscriptionErrors(errors, document) };
    },
    onError({ extra }, _id, payload, errors) {
      extra.end(payload);
      return errors.flatMap(format);
    },
    onComplete({ extra }, _id, payload) {
      extra.end(payload);
    },
  });

  const failed = (connection: Connection, error: unknown): void => {
    if (!connection.isOpen) return;
    if (isRefusal(error)) {
      connection.refuse(error);
    } else if (error instanceof MusterError && error.retryable) {
      connection.drop(closeCodes.tryAgainLater, error.message);
    } else {
      log.error({ fault: loggedError(error) }, 'a connection for subscriptions failed');
      connection.drop(closeCodes.fault, 'The server failed.');
    }
  };

  return {
    name: GRAPHQL_TRANSPORT_WS_PROTOCOL,
    open(socket, connection) {
      const closed = server.opened(
        {
          protocol: socket.protocol,
          send: (text) => connection.send(text),
          close: (code = closeCodes.fault, reason = '') => connection.drop(code, reason),
          onMessage: (handle) =>
            socket.on('message', (message) => {
              handle(String(message)).catch((error: unknown) => failed(connection, error));
            }),
        },
        connection,
      );
      socket.once('close', (code, reason) => {
        closed(code, String(reason)).catch((error: unknown) =>
          log.error({ fault: loggedError(error) }, 'a connection for subscriptions failed to end'),
        );
      });
    },
  };
}

const isListOfErrors = (
  prepared: ExecutionArgs | readonly GraphQLFormattedError[],
): prepared is readonly GraphQLFormattedError[] => Array.isArray(prepared);
