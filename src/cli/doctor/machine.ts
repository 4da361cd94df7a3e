import { constants } from 'node:fs';
import { access, readFile, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Finding, fail, isAtLeast, ok, reasonOf, warn } from './check.js';

const oldestNode = [20, 12];
const gigabyte = 1024 ** 3;
const tightBytes = 5 * gigabyte;
const criticalBytes = gigabyte / 2;
const enoughFiles = 16_384;

const gigabytes = (bytes: number): string => `${(bytes / gigabyte).toFixed(1)} GB`;

/** Whether this Node is new enough. */
export function checkNode(version = process.versions.node): Finding {
  return isAtLeast(version, oldestNode)
    ? ok('Node', version)
    : fail('Node', version, `Install Node ${oldestNode.join('.')} or newer.`);
}

/** The folder itself, or the nearest one above it that exists. */
async function nearestFolder(path: string): Promise<string> {
  const exists = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return exists || dirname(path) === path ? path : nearestFolder(dirname(path));
}

/** Whether a folder of an embedded store can be written to, or made where it is missing. */
export async function checkFolder(subject: string, folder: string): Promise<Finding> {
  const wanted = resolve(folder);
  const existing = await nearestFolder(wanted);
  try {
    await access(existing, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    const user = process.getuid?.() ?? 'this user';
    return fail(
      subject,
      `${existing} cannot be written by user ${user}`,
      `Give that user the folder: chown -R ${user} ${existing}`,
    );
  }
  return ok(subject, existing === wanted ? `${wanted} is writable` : `${wanted} does not exist yet and can be made`);
}

/** Whether there is room on the disk of a folder. */
export async function checkDisk(subject: string, folder: string): Promise<Finding> {
  const existing = await nearestFolder(resolve(folder));
  try {
    const { bsize, blocks, bavail } = await statfs(existing);
    const free = bsize * bavail;
    const found = `${gigabytes(free)} free of ${gigabytes(bsize * blocks)}`;
    if (free < criticalBytes)
      return fail(subject, found, 'Make room now: when the disk is full, nothing more can be stored.');
    if (free < tightBytes)
      return warn(subject, found, 'Make room soon: merging parts needs as much space as the parts have.');
    return ok(subject, found);
  } catch (error) {
    return warn(subject, `cannot be told (${reasonOf(error)})`, 'Look at the free space yourself.');
  }
}

/** How many files this process may have open; an embedded warehouse holds many. */
export async function checkOpenFiles(limitsFile = '/proc/self/limits'): Promise<Finding> {
  const text = await readFile(limitsFile, 'utf8').catch(() => '');
  const limit = /^Max open files\s+(\d+|unlimited)/m.exec(text)?.[1];
  if (limit === undefined) return ok('open files', 'the limit is not told by this system');
  if (limit === 'unlimited' || Number(limit) >= enoughFiles) return ok('open files', `up to ${limit}`);
  return warn(
    'open files',
    `only up to ${limit}`,
    `Raise the limit: "ulimit -n ${enoughFiles}" in the shell, LimitNOFILE= in systemd, ulimits: in Compose.`,
  );
}
