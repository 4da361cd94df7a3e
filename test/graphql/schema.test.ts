import {
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { operationPermissions } from '../../src/graphql/operation-permissions.js';
import { musterSchema } from '../../src/graphql/schema.js';

const schema: GraphQLSchema = musterSchema();
const ownTypes = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

const named = (type: GraphQLInputType | GraphQLOutputType): GraphQLNamedType => getNamedType(type);

/** Every type that can be reached from a type, through fields and their arguments. */
function reachable(from: string): Set<string> {
  const seen = new Set<string>();
  const visit = (type: GraphQLNamedType | undefined): void => {
    if (type === undefined || seen.has(type.name)) return;
    seen.add(type.name);
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        visit(named(field.type));
        for (const argument of field.args) visit(named(argument.type));
      }
    }
    if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) visit(named(field.type));
    if (isUnionType(type)) for (const member of type.getTypes()) visit(member);
  };
  visit(schema.getType(from));
  return seen;
}

/** The schema's elements that have no description. */
function undescribed(): string[] {
  const missing: string[] = [];
  const see = (name: string, description: string | null | undefined): void => {
    if (!description || description.length < 5) missing.push(name);
  };
  for (const type of ownTypes) {
    if (['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name)) continue;
    see(type.name, type.description);
    if (isObjectType(type) || isInputObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) see(`${type.name}.${field.name}`, field.description);
    }
    if (isObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        for (const { name, description } of field.args) see(`${type.name}.${field.name}(${name})`, description);
      }
    }
    if (isEnumType(type))
      for (const { name, description } of type.getValues()) see(`${type.name}.${name}`, description);
  }
  return missing;
}

describe('the schema', () => {
  it('describes every type, field, argument and value', () => {
    expect(undescribed()).toEqual([]);
  });

  it('has the types under the names the design gives them', () => {
    for (const name of ['User', 'Group', 'UserFilter', 'GroupFilter', 'UserCohort', 'GroupKey']) {
      expect(schema.getType(name)?.name).toBe(name);
    }
  });

  it('makes each filter a choice of exactly one branch', () => {
    const oneOf = ownTypes.filter((type) => isInputObjectType(type) && type.isOneOf).map(({ name }) => name);
    expect(oneOf.sort()).toEqual([
      'DateCondition',
      'EventFilter',
      'GroupBreakdown',
      'GroupEventFilter',
      'GroupFilter',
      'GroupMetric',
      'GroupReportQuestion',
      'ListCondition',
      'Measure',
      'NumberCondition',
      'ProfileOperationInput',
      'PropertyCondition',
      'ReportRange',
      'TimeRange',
      'UserBreakdown',
      'UserEventFilter',
      'UserFigure',
      'UserFilter',
      'UserMetric',
      'UserReportQuestion',
    ]);
  });

  it('names a permission for every operation', () => {
    const root = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const names = root.flatMap((type) => Object.keys(type?.getFields() ?? {}));
    expect(names.sort()).toEqual(Object.keys(operationPermissions).sort());
  });
});

describe('the one way', () => {
  const ofUsers = ownTypes
    .map(({ name }) => name)
    .filter((name) =>
      /^(Saved)?User(?!sWhoDid)|^Membership|^People|^Query$|^Mutation$|^SavedCohort$|^ProfileResult$|^SomeGroup|^BelongsTo/.test(
        name,
      ),
    );

  it.each([
    'GroupFilter',
    'GroupOrder',
    'Group',
    'GroupConnection',
    'SavedGroupCohort',
    'EventFilter',
    'DidFilter',
    'GroupAnalysis',
    'GroupInsights',
  ])('has no path from %s to anything of users', (name) => {
    expect(ofUsers).toEqual(
      expect.arrayContaining(['User', 'UserFilter', 'UserOrder', 'UserConnection', 'UserCohort']),
    );
    expect([...reachable(name)].filter((other) => ofUsers.includes(other))).toEqual([]);
  });

  it('has the path from users to groups', () => {
    expect(reachable('UserFilter')).toContain('GroupFilter');
    expect(reachable('User')).toContain('Group');
  });

  it('takes no filter over users where groups are asked for', () => {
    const fields = schema.getQueryType()?.getFields() ?? {};
    for (const name of ['groups', 'group']) {
      const types = (fields[name]?.args ?? []).map(({ type }) => named(type).name);
      expect(types.flatMap((type) => [...reachable(type)])).not.toContain('UserFilter');
    }
  });
});
