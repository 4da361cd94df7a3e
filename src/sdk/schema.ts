/** A property's value as the caller has it. Dates become ISO 8601 text; undefined is left out. */
export type Value =
  | string
  | number
  | boolean
  | null
  | undefined
  | Date
  | readonly Value[]
  | { readonly [name: string]: Value };

export type Properties = { readonly [name: string]: Value };

/** The id of a user or a group. Numbers are sent as their decimal text: `42` and `"42"` are one. */
export type Id = string | number;

/**
 * What a project's data looks like, for `createClient<Schema>()`. What is left out may be anything.
 *
 * - `events`: the properties of each event, by its name.
 * - `user`: the properties of users' profiles.
 * - `groups`: the properties of groups' profiles, by group key.
 */
export interface ClientSchema {
  readonly events?: object;
  readonly user?: object;
  readonly groups?: object;
}

type Part<Schema, Name extends keyof ClientSchema, Default> = Schema extends { readonly [N in Name]: infer P }
  ? P
  : Default;

type Events<Schema> = Part<Schema, 'events', { readonly [name: string]: Properties }>;
type Groups<Schema> = Part<Schema, 'groups', { readonly [key: string]: Properties }>;

export type EventName<Schema> = keyof Events<Schema> & string;
export type GroupKey<Schema> = keyof Groups<Schema> & string;
export type UserProperties<Schema> = Part<Schema, 'user', Properties>;
export type GroupProperties<Schema, Key extends GroupKey<Schema>> = Groups<Schema>[Key];

/** Groups by group key; null and undefined name no group. */
export type GroupIds<Schema> = { readonly [Key in GroupKey<Schema>]?: Id | readonly Id[] | null };

type OwnProperties<Schema, Event extends EventName<Schema>> = Extract<Events<Schema>[Event], object>;

/** The properties of an event. Any event may name groups, where the schema says which keys there are. */
export type EventProperties<Schema, Event extends EventName<Schema>> =
  string extends GroupKey<Schema> ? OwnProperties<Schema, Event> : OwnProperties<Schema, Event> & GroupIds<Schema>;

export interface TrackOptions {
  /** When it happened: a Date, milliseconds since 1970, or ISO 8601 text. Left out: now. */
  readonly time?: Date | number | string;
}

/** What `track` takes after the name: properties may be left out where none is required. */
export type TrackArguments<Schema, Event extends EventName<Schema>> =
  Record<never, never> extends EventProperties<Schema, Event>
    ? [properties?: EventProperties<Schema, Event>, options?: TrackOptions]
    : [properties: EventProperties<Schema, Event>, options?: TrackOptions];

/** Names of the properties that may hold numbers. */
type Numeric<P> = keyof { [N in keyof P as Extract<P[N], number> extends never ? never : N]: 0 } & string;
/** Names of the properties that may hold lists. */
type Listed<P> = keyof { [N in keyof P as Extract<P[N], readonly unknown[]> extends never ? never : N]: 0 } & string;
type Element<V> = V extends readonly (infer E)[] ? E : never;
type Name<P> = keyof P & string;

/**
 * Operations on one profile, with the meaning they have in the API (docs/concepts.md). Each takes one property by name and
 * value, or several at once as an object. They are applied in the order of the calls, each once.
 */
export interface Profile<P> {
  /** Overwrites properties. */
  set(properties: Partial<P>): void;
  set<N extends Name<P>>(name: N, value: P[N]): void;
  /** Sets properties that are not set. */
  setOnce(properties: Partial<P>): void;
  setOnce<N extends Name<P>>(name: N, value: P[N]): void;
  /** Adds to numbers, 1 unless given; negative ones subtract. */
  add(amounts: { readonly [N in Numeric<P>]?: number }): void;
  add(name: Numeric<P>, amount?: number): void;
  /** `add` by its other name. */
  increment(amounts: { readonly [N in Numeric<P>]?: number }): void;
  increment(name: Numeric<P>, amount?: number): void;
  /** Adds one element to the end of lists. */
  append(elements: { readonly [N in Listed<P>]?: Element<P[N]> }): void;
  append<N extends Listed<P>>(name: N, element: Element<P[N]>): void;
  /** Adds the elements that lists do not have yet. */
  union(lists: { readonly [N in Listed<P>]?: Element<P[N]> | readonly Element<P[N]>[] }): void;
  union<N extends Listed<P>>(name: N, elements: Element<P[N]> | readonly Element<P[N]>[]): void;
  /** Takes one value out of lists. */
  remove(elements: { readonly [N in Listed<P>]?: Element<P[N]> }): void;
  remove<N extends Listed<P>>(name: N, element: Element<P[N]>): void;
  /** Deletes properties. */
  unset(names: Name<P> | readonly Name<P>[]): void;
  /** Deletes the profile; events stay. */
  delete(): void;
}
