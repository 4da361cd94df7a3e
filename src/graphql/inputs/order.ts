import { Field, InputType, registerEnumType } from 'type-graphql';
import { enumOf } from '../types/enum-of.js';

export const OrderDirectionEnum = enumOf({
  ASC: 'Smallest first. Values not set come last.',
  DESC: 'Largest first. Values not set come last.',
});
export type OrderDirection = keyof typeof OrderDirectionEnum.values;
registerEnumType(OrderDirectionEnum.values, {
  name: 'OrderDirection',
  description: 'Which end comes first.',
  valuesConfig: OrderDirectionEnum.config,
});

const property = (what: string) =>
  `A property of the ${what}’s profile to order by; equal values are ordered by id. Left out: by id.`;

@InputType('UserOrder', { description: 'The order of a list of users. Default: by distinct id, smallest first.' })
export class UserOrderInput {
  @Field(() => String, { nullable: true, description: property('user') })
  property?: string | null;

  @Field(() => OrderDirectionEnum.values, { defaultValue: 'ASC', description: 'Which end comes first. Default: ASC.' })
  direction: OrderDirection;
}

@InputType('GroupOrder', { description: 'The order of a list of groups. Default: by group id, smallest first.' })
export class GroupOrderInput {
  @Field(() => String, { nullable: true, description: property('group') })
  property?: string | null;

  @Field(() => OrderDirectionEnum.values, { defaultValue: 'ASC', description: 'Which end comes first. Default: ASC.' })
  direction: OrderDirection;
}
