import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const manifest = z.object({ name: z.literal('muster'), version: z.string() });

/** This package's version, read from the package.json above this file (from dist/ as well as from src/). */
export function version(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let above = dirname(folder); above !== folder; above = dirname(folder)) {
    folder = above;
    const parsed = manifest.safeParse(readJson(join(folder, 'package.json')));
    if (parsed.success) return parsed.data.version;
  }
  return 'unknown';
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
