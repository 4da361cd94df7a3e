import type { Store } from '../../../src/sdk/index.js';

/** A store that outlives its process: a file for each entry. */
export declare function folderStore(folder: string): Store;
