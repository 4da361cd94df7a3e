import { useState } from 'react';

const storageKey = 'muster.secret';

/** The secret of this tab. Session storage: gone with the tab, never sent by the browser on its own. */
export const storedSecret = () => sessionStorage.getItem(storageKey) ?? '';

function store(secret) {
  if (secret === '') sessionStorage.removeItem(storageKey);
  else sessionStorage.setItem(storageKey, secret);
}

/** The bar over the editor: whose credentials the questions carry, and whether the server takes them. */
export function CredentialsBar({ secret, state, onChange }) {
  const [draft, setDraft] = useState(secret);
  const use = (value) => {
    store(value);
    setDraft(value);
    onChange(value);
  };
  return (
    <header className="bar">
      <img className="bar-mark" src="graphiql/assets/icon.svg" alt="" width="24" height="24" />
      <strong className="bar-name">Muster</strong>
      <form
        className="bar-form"
        onSubmit={(event) => {
          event.preventDefault();
          use(draft.trim());
        }}
      >
        <label className="bar-label" htmlFor="secret">
          Credentials
        </label>
        <input
          id="secret"
          className="bar-input"
          type="password"
          autoComplete="off"
          spellCheck="false"
          placeholder="Service-account secret, or project token (may only write)"
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
        />
        <button className="bar-button" type="submit" disabled={draft.trim() === secret}>
          Use
        </button>
        {secret !== '' && (
          <button className="bar-button bar-button-plain" type="button" onClick={() => use('')}>
            Forget
          </button>
        )}
      </form>
      <output className={`bar-state bar-state-${state.kind}`} htmlFor="secret">
        {state.text}
      </output>
    </header>
  );
}
