/** An enum for type-graphql, made of a table of names and their descriptions: no value can be without one. */
export interface DescribedEnum<Name extends string> {
  /** Each name as its own value; the object itself is what fields refer to. */
  readonly values: { readonly [Each in Name]: Each };
  readonly config: { readonly [Each in Name]: { readonly description: string } };
}

/** Builds both halves of an enum from `{NAME: 'what it means'}`. */
export function enumOf<Name extends string>(descriptions: Readonly<Record<Name, string>>): DescribedEnum<Name> {
  const names = Object.keys(descriptions) as Name[];
  return {
    values: Object.fromEntries(names.map((name) => [name, name])) as DescribedEnum<Name>['values'],
    config: Object.fromEntries(
      names.map((name) => [name, { description: descriptions[name] }]),
    ) as DescribedEnum<Name>['config'],
  };
}
