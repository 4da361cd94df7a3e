import { forbiddenIds } from './forbidden-ids.js';
import { limits } from './limits.js';

/** ASCII letters, digits and hyphens, which are a byte each. */
function hasForm(text: string): boolean {
  if (text.length === 0 || text.length > limits.insertIdLength) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const letter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
    if (!letter && !(code >= 48 && code <= 57) && code !== 45) return false;
  }
  return true;
}

/**
 * An id that makes sending again safe, an event's insert id or a profile operation's id: 1 to 36 ASCII letters, digits
 * or hyphens, numbers as their decimal text. Null for anything else, and for a placeholder such as `null` or `0`: what
 * many senders share would make all but the first of them a repeat.
 */
export function onceIdOf(value: unknown): string | null {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  return typeof text === 'string' && hasForm(text) && !forbiddenIds.has(text) ? text : null;
}
