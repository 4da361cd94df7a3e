import { surroundings } from './environment.js';

/**
 * Where a client keeps what must outlive it: one entry for who is here, and one for each record that waits to be
 * delivered. All calls answer at once, and none but `setItem` may throw, where it has no room.
 */
export interface Store {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  /** The keys of all entries, those of others too. */
  keys(): Iterable<string>;
}

/** Entries that end with the page or the process. */
export function memoryStore(): Store {
  const entries = new Map<string, string>();
  return {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => {
      entries.set(key, value);
    },
    removeItem: (key) => {
      entries.delete(key);
    },
    keys: () => entries.keys(),
  };
}

/** The page's localStorage; null where there is none or it may not be used. */
function pageStore(): Store | null {
  try {
    // Node has a localStorage too in some versions, which warns when it is touched; pages are told by their document.
    const storage = surroundings.document && surroundings.localStorage;
    if (!storage) return null;
    return {
      getItem: (key) => storage.getItem(key),
      setItem: (key, value) => storage.setItem(key, value),
      removeItem: (key) => storage.removeItem(key),
      keys: () => Object.keys(storage),
    };
  } catch {
    return null;
  }
}

/**
 * The store asked for, which never throws: what it cannot take is held in memory instead.
 *
 * @param onFull told when that begins.
 */
export function openStore(wanted: Store | 'localStorage' | 'memory', onFull: () => void): Store {
  const memory = memoryStore();
  const lasting = wanted === 'memory' ? null : wanted === 'localStorage' ? pageStore() : wanted;
  if (lasting === null) return memory;
  let full = false;
  return {
    getItem: (key) => memory.getItem(key) ?? lasting.getItem(key),
    setItem(key, value) {
      try {
        lasting.setItem(key, value);
        memory.removeItem(key);
        full = false;
      } catch {
        memory.setItem(key, value);
        if (!full) onFull();
        full = true;
      }
    },
    removeItem(key) {
      memory.removeItem(key);
      lasting.removeItem(key);
    },
    keys: () => new Set([...lasting.keys(), ...memory.keys()]),
  };
}
