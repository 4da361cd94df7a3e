import { CreateCatalog1763900000000 } from './1763900000000-create-catalog.js';
import { ServeClients1764000000000 } from './1764000000000-serve-clients.js';
import { ServeReports1764600000000 } from './1764600000000-serve-reports.js';

/** Every migration, oldest first. Written by hand, the same for all engines; a released one is never changed. */
export const migrations = [CreateCatalog1763900000000, ServeClients1764000000000, ServeReports1764600000000];
