import {
  type FieldNode,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * The names of the fields that a request selects below the field being resolved, at the end of each of some paths of names:
 * `[['nodes'], ['edges', 'node']]`. Fragments and aliases are followed, and `@skip` and `@include` obeyed.
 */
export function selectedFields(info: GraphQLResolveInfo, paths: ReadonlyArray<readonly string[]>): ReadonlySet<string> {
  const below = (fields: readonly FieldNode[]): FieldNode[] =>
    fields.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : fieldsOf(selectionSet, info)));
  const step = (fields: readonly FieldNode[], name: string): FieldNode[] =>
    below(fields.filter((field) => field.name.value === name));
  const ends = paths.flatMap((path) => path.reduce(step, below(info.fieldNodes)));
  return new Set(ends.map(({ name }) => name.value));
}

/** The fields of a selection, those in its fragments among them. */
function fieldsOf({ selections }: SelectionSetNode, info: GraphQLResolveInfo): FieldNode[] {
  return selections
    .filter((one) => isIncluded(one, info))
    .flatMap((one): FieldNode[] => {
      if (one.kind === Kind.FIELD) return [one];
      const set = one.kind === Kind.INLINE_FRAGMENT ? one.selectionSet : info.fragments[one.name.value]?.selectionSet;
      return set === undefined ? [] : fieldsOf(set, info);
    });
}

const isIncluded = (selection: SelectionNode, { variableValues }: GraphQLResolveInfo): boolean =>
  getDirectiveValues(GraphQLSkipDirective, selection, variableValues)?.if !== true &&
  getDirectiveValues(GraphQLIncludeDirective, selection, variableValues)?.if !== false;
