/*
 * Calls that must compile, and calls that must not. `npm run check` compiles this file; types.test.ts compiles it as users of
 * the package do. It is never run.
 */
import { type Client, createClient } from '../../../src/sdk/index.js';

interface Shop {
  events: {
    page_view: { page: string; referrer?: string };
    login: Record<never, never>;
    purchase: { sku: string; price: number; coupons?: readonly string[]; at?: Date };
  };
  user: {
    plan: 'free' | 'pro';
    logins: number;
    skills: string[];
    scores?: readonly number[];
  };
  groups: {
    company_id: { 'Company name': string; seats: number; features: string[] };
    team_id: { size: number };
  };
}

export function typedCalls(client: Client<Shop>): void {
  client.track('page_view', { page: '/' });
  client.track('page_view', { page: '/', referrer: 'https://example.com' }, { time: new Date() });
  client.track('login');
  client.track('login', {}, { time: 1_772_442_300_123 });
  client.track('purchase', { sku: 'a', price: 1, coupons: ['b'], at: new Date() });
  client.track('purchase', { sku: 'a', price: 1, company_id: ['company 1', 2], team_id: 'team 1' });
  // @ts-expect-error no such event
  client.track('page_veiw', { page: '/' });
  // @ts-expect-error a property is missing
  client.track('page_view', {});
  // @ts-expect-error properties are missing
  client.track('purchase');
  // @ts-expect-error a property is of another type
  client.track('purchase', { sku: 'a', price: '1' });
  // @ts-expect-error no such property
  client.track('page_view', { page: '/', pages: '/' });
  // @ts-expect-error no event has this property
  client.track('login', { page: '/' });
  // @ts-expect-error no such time
  client.track('login', {}, { time: true });

  client.trackWithGroups('page_view', { page: '/' }, { company_id: ['company 1'], team_id: null });
  // @ts-expect-error no such group key
  client.trackWithGroups('page_view', { page: '/' }, { company: 'company 1' });

  client.identify('ada');
  client.identify(42);
  // @ts-expect-error an id is text or a number
  client.identify(undefined);
  client.addGroup('company_id', 'company 1');
  client.setGroup('team_id', ['team 1', 2]);
  // @ts-expect-error no such group key
  client.addGroup('company', 'company 1');
  // @ts-expect-error one group at a time
  client.removeGroup('company_id', ['company 1']);

  client.people.set({ plan: 'pro' });
  client.people.set('plan', 'pro');
  // @ts-expect-error no such plan
  client.people.set({ plan: 'enterprise' });
  // @ts-expect-error no such plan
  client.people.set('plan', 'enterprise');
  // @ts-expect-error no such property
  client.people.set({ plans: 'pro' });
  client.people.setOnce({ logins: 0 });
  client.people.add({ logins: 2 });
  client.people.add('logins');
  client.people.increment('logins', -1);
  // @ts-expect-error no number
  client.people.add({ plan: 1 });
  // @ts-expect-error no number
  client.people.add('skills');
  client.people.append({ skills: 'design' });
  client.people.append('scores', 3);
  client.people.union({ skills: ['design'], scores: 3 });
  client.people.remove('skills', 'design');
  // @ts-expect-error no list
  client.people.append({ plan: 'pro' });
  // @ts-expect-error an element of another type
  client.people.append('skills', 3);
  // @ts-expect-error an element of another type
  client.people.union({ scores: ['3'] });
  client.people.unset('plan');
  client.people.unset(['plan', 'logins']);
  // @ts-expect-error no such property
  client.people.unset('plans');
  client.people.delete();

  client.group('company_id', 'company 1').set({ 'Company name': 'Mixpanel', seats: 3 });
  client.group('team_id', 7).add('size');
  // @ts-expect-error a property of another group key
  client.group('team_id', 7).set({ seats: 3 });
  // @ts-expect-error no such group key
  client.group('company', 'company 1').set({ seats: 3 });
}

/** Without a schema everything that JSON can hold goes. */
export function untypedCalls(client: Client): void {
  client.track('anything');
  client.track('anything', {
    text: 'a',
    number: 1,
    flag: true,
    none: null,
    list: [1, ['a']],
    object: { at: new Date() },
  });
  client.trackWithGroups('anything', { a: 1 }, { any_key: ['a', 2], other_key: null });
  client.addGroup('any_key', 'a');
  client.people.set({ a: 1, b: ['c'] });
  client.people.set('a', { b: 1 });
  client.people.add({ a: 1 });
  client.people.increment('a');
  client.people.append({ a: { b: 1 } });
  client.people.union('a', [1, 'b']);
  client.people.remove({ a: 'b' });
  client.people.unset(['a']);
  client.group('any_key', 1).set({ a: 1 });
  client.register({ a: 1 });
  // @ts-expect-error JSON has no functions
  client.track('anything', { a: () => 1 });
  // @ts-expect-error JSON has no big integers
  client.people.set({ a: 1n });
  // @ts-expect-error no number
  client.people.add({ a: '1' });
  // @ts-expect-error an event has a name
  client.track();
}

/** A schema may name some of it only. */
export function partlyTypedCalls(client: Client<{ events: { page_view: { page: string } } }>): void {
  client.track('page_view', { page: '/' });
  client.people.set({ anything: 1 });
  client.group('any_key', 'a').set({ anything: 1 });
  client.trackWithGroups('page_view', { page: '/' }, { any_key: 'a' });
  // @ts-expect-error no such event
  client.track('login');
}

const url = 'https://analytics.example.com';
typedCalls(createClient<Shop>({ url, token: 't' }));
untypedCalls(createClient({ url, token: 't', store: 'memory', onRefused: ({ reason }) => console.warn(reason) }));
const { pending, held } = await createClient({ url, token: 't' }).flush();
export const left: number = pending + held;
// @ts-expect-error a schema has no such part
createClient<{ event: { login: Record<never, never> } }>({ url, token: 't' });
// @ts-expect-error the url is missing
createClient({ token: 't' });
// @ts-expect-error no such option
createClient({ url, token: 't', flushInterval: 1 });
