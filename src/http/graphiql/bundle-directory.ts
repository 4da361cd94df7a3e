import { existsSync } from 'node:fs';
import path from 'node:path';

/** The package's own directory, found from this file, which runs compiled (dist/src/…) and as it is (src/…). */
export function packageDirectory(): string {
  let directory = import.meta.dirname;
  while (!existsSync(path.join(directory, 'package.json'))) {
    const parent = path.dirname(directory);
    if (parent === directory) throw new Error('package.json not found above this file');
    directory = parent;
  }
  return directory;
}

/** Where the bundled page is: part of the published package. */
export const bundleDirectory = (): string => path.join(packageDirectory(), 'dist', 'graphiql');
