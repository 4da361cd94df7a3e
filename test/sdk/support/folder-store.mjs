import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function folderStore(folder) {
  mkdirSync(folder, { recursive: true });
  const fileOf = (key) => join(folder, encodeURIComponent(key));
  return {
    getItem: (key) => (existsSync(fileOf(key)) ? readFileSync(fileOf(key), 'utf8') : null),
    setItem(key, value) {
      writeFileSync(`${fileOf(key)}.new`, value);
      renameSync(`${fileOf(key)}.new`, fileOf(key));
    },
    removeItem: (key) => rmSync(fileOf(key), { force: true }),
    keys: () =>
      readdirSync(folder)
        .filter((name) => !name.endsWith('.new'))
        .map(decodeURIComponent),
  };
}
