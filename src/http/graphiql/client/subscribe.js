import { getOperationAST, parse } from 'graphql';
import { createClient } from 'graphql-ws';
import { useCallback, useEffect, useMemo } from 'react';

/** Whether the operation is told its answers one by one. What cannot be read is not: the server says what is wrong. */
export function isSubscription({ query, operationName }) {
  try {
    return getOperationAST(parse(query), operationName)?.operation === 'subscription';
  } catch {
    return false;
  }
}

function socketUrl() {
  const url = new URL('graphql', document.baseURI);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/** A connection that was closed as an answer: the editor shows errors, and cannot show events. */
const closed = ({ code, reason }) => ({ errors: [{ message: `The connection was closed (${code}): ${reason}` }] });

async function* answersOf(client, asked) {
  try {
    yield* client.iterate(asked);
  } catch (failure) {
    yield Array.isArray(failure) ? { errors: failure } : closed(failure);
  }
}

/** What subscribes with the secret; connects when it is first used, and never by itself again. */
export function useSubscribe(secret) {
  const client = useMemo(
    () =>
      createClient({
        url: socketUrl(),
        retryAttempts: 0,
        connectionParams: secret === '' ? {} : { authorization: `Bearer ${secret}` },
      }),
    [secret],
  );
  useEffect(() => () => void client.dispose(), [client]);
  return useCallback((asked) => answersOf(client, asked), [client]);
}
