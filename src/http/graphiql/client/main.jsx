import './workers.js';
import 'graphiql/style.css';
import './page.css';
import { GraphiQL } from 'graphiql';
import { useEffect, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { CredentialsBar, storedSecret } from './credentials.jsx';
import { examples } from './examples.js';
import { isSubscription, useSubscribe } from './subscribe.js';

async function send(secret, body) {
  const response = await fetch('graphql', {
    method: 'POST',
    credentials: 'omit',
    headers: { 'content-type': 'application/json', ...(secret === '' ? {} : { authorization: `Bearer ${secret}` }) },
    body: JSON.stringify(body),
  });
  try {
    return { status: response.status, answer: await response.json() };
  } catch {
    return { status: response.status, answer: { errors: [{ message: `The server answered ${response.status}.` }] } };
  }
}

const states = {
  none: { kind: 'none', text: 'Paste a secret to begin' },
  asking: { kind: 'none', text: 'Checking…' },
  good: { kind: 'good', text: 'Accepted' },
  refused: { kind: 'bad', text: 'Refused: no such secret, or expired' },
  unreachable: { kind: 'bad', text: 'The server cannot be reached' },
};

/** Whether the server takes the secret, asked once for each. */
function useCredentialState(secret) {
  const [state, setState] = useState(states.none);
  useEffect(() => {
    if (secret === '') return setState(states.none);
    let current = true;
    setState(states.asking);
    send(secret, { query: '{ __typename }' })
      .then(({ status, answer }) => {
        if (!current) return;
        if (status === 401) setState(states.refused);
        else if (status >= 500) setState({ kind: 'bad', text: answer.errors?.[0]?.message ?? states.unreachable.text });
        else setState(states.good);
      })
      .catch(() => current && setState(states.unreachable));
    return () => {
      current = false;
    };
  }, [secret]);
  return state;
}

/** The editor may still hold the name of the tab before, a moment after the text has changed: such a name is dropped. */
const nameIn = (query, name) =>
  name && new RegExp(`\\b(query|mutation|subscription)\\s+${name}\\b`).test(query) ? name : undefined;

function Page() {
  const [secret, setSecret] = useState(storedSecret);
  const state = useCredentialState(secret);
  const subscribe = useSubscribe(secret);
  // A new fetcher makes GraphiQL ask for the schema again, with the new credentials.
  const fetcher = useMemo(
    () =>
      async ({ query, variables, operationName }) => {
        const asked = { query, variables, operationName: nameIn(query, operationName) };
        return isSubscription(asked) ? subscribe(asked) : (await send(secret, asked)).answer;
      },
    [secret, subscribe],
  );
  return (
    <>
      <CredentialsBar secret={secret} state={state} onChange={setSecret} />
      <main className="editor">
        <GraphiQL
          fetcher={fetcher}
          // Without credentials the server tells nothing, the schema included: do not ask.
          schema={secret === '' ? null : undefined}
          defaultTabs={examples}
          defaultEditorToolsVisibility="variables"
          isHeadersEditorEnabled={false}
          showPersistHeadersSettings={false}
          shouldPersistHeaders={false}
          inputValueDeprecation
          schemaDescription
        >
          <GraphiQL.Logo> </GraphiQL.Logo>
        </GraphiQL>
      </main>
    </>
  );
}

createRoot(document.getElementById('page')).render(<Page />);
