import { limits } from '../../core/limits.js';
import { wellFormed } from '../../core/property-values.js';

/** Where the first `max` code points end, in UTF-16 units. Reads no further than that. */
function endOf(text: string, max: number): number {
  let at = 0;
  for (let count = 0; count < max && at < text.length; count++) {
    const code = text.codePointAt(at);
    at += code !== undefined && code > 0xffff ? 2 : 1;
  }
  return at;
}

/** The first `max` code points of a text, lone surrogates as U+FFFD. */
export function cutText(text: string, max: number): string {
  const cut = text.length <= max ? text : text.slice(0, endOf(text, max));
  return cut.isWellFormed() ? cut : wellFormed(cut);
}

/** A property name in the form it is stored in: cut to 255 code points. Null if it can be none. */
export const propertyName = (name: string): string | null =>
  name === '' || name.includes('\0') ? null : cutText(name, limits.propertyTextLength);

/** For paths in answers: long names are shortened. */
export const shownName = (name: string): string => (name.length > 80 ? `${cutText(name, 80)}…` : name);
