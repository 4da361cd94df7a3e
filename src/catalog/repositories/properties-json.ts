import { emptyProperties, type Properties, type PropertyValue } from '../../core/property-values.js';

/**
 * Reads properties back from the JSON they are stored as. The result has no prototype, so that `__proto__` is a name
 * like any other. Throws if the text is not an object, which only a fault of ours or a changed file can cause.
 */
export function parsePropertiesJson(text: string): Properties {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new Error('stored properties are no object');
  const properties = emptyProperties();
  for (const [name, value] of Object.entries(parsed) as Array<[string, PropertyValue]>) properties[name] = value;
  return properties;
}
