/** True for what JSON calls an object; false for null, lists, dates, maps and the like. Never throws. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  return Object.prototype.toString.call(value) === '[object Object]';
}
