import type { Fields } from './form.js';

/** What a client asks for beside the data, in the query or in the form. */
export interface Options {
  /** Answer with `{"status", "error"}` instead of `1` or `0`. */
  readonly verbose: boolean;
  /** Answer with the records that failed, and with status 400 if there are any. */
  readonly strict: boolean;
  /** Answer with a picture of one pixel. */
  readonly img: boolean;
  /** Answer with a script that calls this function; null where none was named, or nothing that is a name. */
  readonly callback: string | null;
  /** A credential for `/import`. */
  readonly apiKey: string | null;
}

/** What may be called: a name, or names with dots between them. Nothing else can get into the script. */
const functionName = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/;
const longestFunctionName = 200;

/** Any value switches on but these: clients send 1, and the original's own examples 2. */
const isOff = /^(?:0*|false)$/i;

/** Reads the options out of the places they may be in; of one given twice, the first place counts. */
export function readOptions(...places: readonly Fields[]): Options {
  const text = (name: string): string | null => {
    for (const fields of places) {
      const value = fields.get(name);
      if (value !== undefined) return value.toString('utf8');
    }
    return null;
  };
  const isOn = (name: string): boolean => {
    const value = text(name);
    return value !== null && !isOff.test(value);
  };
  const callback = text('callback');
  return {
    verbose: isOn('verbose'),
    strict: isOn('strict'),
    img: isOn('img'),
    callback:
      callback !== null && callback.length <= longestFunctionName && functionName.test(callback) ? callback : null,
    apiKey: text('api_key'),
  };
}
