import { CreateCatalog1763900000000 } from './1763900000000-create-catalog.js';

/** Every migration, oldest first. Written by hand, the same for all engines; a released one is never changed. */
export const migrations = [CreateCatalog1763900000000];
