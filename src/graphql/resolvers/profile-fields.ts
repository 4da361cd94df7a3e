import type { Seen } from '../../cohorts/cohorts.js';
import { emptyProperties, type Properties, type PropertyValue } from '../../core/property-values.js';
import type { Profile } from '../loaders.js';

/** What fields say about properties, the same for users and groups. */
export const propertiesMeaning =
  'The properties of the profile; empty without a profile. With `names`, only those; names it does not have are left out.';
export const namesArg = { nullable: true, description: 'Names of the properties wanted. Left out: all.' };
export const propertyMeaning = 'One property’s value; null where it is missing or null.';
export const propertyArg = { description: 'The property’s exact name.' };
export const firstSeenMeaning = 'When the first event happened; null without events.';
export const lastSeenMeaning = 'When the last event happened; null without events.';
export const updatedAtMeaning =
  'When the profile was last changed (not by operations with `ignoreTime`); null without a profile.';

/** One property, null where it is missing. */
export const propertyOf = (profile: Profile | null, name: string): PropertyValue =>
  profile !== null && Object.hasOwn(profile.properties, name) ? (profile.properties[name] ?? null) : null;

/** The properties, or those named that the profile has. */
export function propertiesOf(profile: Profile | null, names: readonly string[] | null | undefined): Properties {
  if (profile === null) return {};
  if (names === null || names === undefined) return profile.properties;
  const chosen = emptyProperties();
  for (const name of names) if (Object.hasOwn(profile.properties, name)) chosen[name] = propertyOf(profile, name);
  return chosen;
}

export const updatedAtOf = (profile: Profile | null): Date | null =>
  profile === null ? null : new Date(profile.updatedAt);

export const firstSeenOf = (seen: Seen | null): Date | null => seen?.firstSeen ?? null;

export const lastSeenOf = (seen: Seen | null): Date | null => seen?.lastSeen ?? null;
