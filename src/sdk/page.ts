import { surroundings } from './environment.js';

/** What a page tells its clients. In Node and in workers it never does. */
export interface PageEvents {
  /** The page may be about to go: this may be the last that is heard of it. */
  onHide(): void;
  /** The network is back. */
  onOnline(): void;
}

/** @returns what ends the listening. */
export function listenToPage({ onHide, onOnline }: PageEvents): () => void {
  const { document } = surroundings;
  const onVisibility = (): void => {
    if (document?.visibilityState === 'hidden') onHide();
  };
  document?.addEventListener('visibilitychange', onVisibility);
  // Some browsers leave a page without hiding it first.
  surroundings.addEventListener?.('pagehide', onHide);
  surroundings.addEventListener?.('online', onOnline);
  return () => {
    document?.removeEventListener('visibilitychange', onVisibility);
    surroundings.removeEventListener?.('pagehide', onHide);
    surroundings.removeEventListener?.('online', onOnline);
  };
}
