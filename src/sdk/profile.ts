import type { Profile, Properties } from './schema.js';

/** An operation by the name GraphQL has for it, without `people_` or `group_`, and its argument. */
export type Apply = (operation: string, argument: object) => void;

/** The operations on one profile. `apply` is told at the call; the argument must be read before it returns. */
export function profileOf<P = Properties>(apply: Apply): Profile<P> {
  /** Takes several properties as an object, or one by name and value. */
  const onProperties =
    (operation: string, missing?: unknown) =>
    (properties: string | object, value: unknown = missing): void =>
      apply(operation, { properties: typeof properties === 'string' ? { [properties]: value } : properties });
  const add = onProperties('add', 1);
  return {
    set: onProperties('set'),
    setOnce: onProperties('set_once'),
    add,
    increment: add,
    append: onProperties('append'),
    union: onProperties('union'),
    remove: onProperties('remove'),
    unset: (names) => apply('unset', { names: [names].flat() }),
    delete: () => apply('delete', {}),
  };
}
