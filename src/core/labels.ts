import { MusterError } from './errors.js';
import { limits } from './limits.js';
import { codePointLength, wellFormed } from './property-values.js';

const maxDescription = 10_000;

/**
 * The name of something that is saved, such as `a cohort`.
 * @throws MusterError BAD_INPUT
 */
export function checkedName(name: string, what: string): string {
  const length = codePointLength(name);
  if (length >= 1 && length <= limits.idLength && name.trim() !== '' && !name.includes('\0')) return wellFormed(name);
  const message = `The name of ${what} has 1 to ${limits.idLength} characters, not only blanks.`;
  throw new MusterError('BAD_INPUT', message, { path: ['name'] });
}

/**
 * What something that is saved is for.
 * @throws MusterError BAD_INPUT
 */
export function checkedDescription(description: string): string {
  if (description.length <= maxDescription && !description.includes('\0')) return wellFormed(description);
  const message = `A description has at most ${maxDescription.toLocaleString('en-US')} characters.`;
  throw new MusterError('BAD_INPUT', message, { path: ['description'] });
}
