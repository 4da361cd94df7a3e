import type { Properties } from '../../core/property-values.js';
import type { EventInput } from '../import/event-lines.js';
import type { ProfileItem } from '../import/profile-lines.js';
import { Random } from './random.js';

/** What the sample project holds, in the form the API takes. */
export interface Sample {
  readonly companies: readonly ProfileItem[];
  readonly workspaces: readonly ProfileItem[];
  readonly users: readonly ProfileItem[];
  /** In order of time. */
  readonly events: readonly EventInput[];
}

export interface SampleSize {
  readonly companies: number;
  readonly users: number;
  readonly events: number;
}

export const demoSize: SampleSize = { companies: 300, users: 3_000, events: 30_000 };

/** The group keys of the sample, with their display names; the first is the company key. */
export const sampleKeys = [
  { key: 'company_id', displayName: 'Company' },
  { key: 'workspace_id', displayName: 'Workspace' },
] as const;

/** The group property that holds a company's name. */
export const companyNameProperty = 'name';

const dayMs = 86_400_000;
const days = 90;
const beginnings = [
  'North',
  'Blue',
  'Bright',
  'Open',
  'Silver',
  'Quick',
  'Green',
  'Iron',
  'Clear',
  'Red',
  'Stone',
  'Wild',
];
const endings = ['wind', 'harbor', 'field', 'works', 'bridge', 'labs', 'gate', 'light', 'forge', 'peak'];
const kinds = ['Software', 'Bank', 'Clinic', 'Studio', 'Logistics', 'Energy', 'Press'];
const countries = ['DE', 'US', 'FR', 'GB', 'JP', 'BR', 'IN', 'SE'];
const firstNames = [
  'Ada',
  'Bo',
  'Chen',
  'Dora',
  'Emil',
  'Fatima',
  'Goro',
  'Hana',
  'Ivan',
  'Júlia',
  'Kofi',
  'Lena',
  'Milo',
];
const lastNames = [
  'Berg',
  'Costa',
  'Diallo',
  'Eder',
  'Fischer',
  'García',
  'Haas',
  'Ito',
  'Jensen',
  'Kumar',
  'Lopes',
  'Maier',
];
const actions = ['create_board', 'edit_card', 'comment', 'invite_teammate', 'export_report', 'search'] as const;
const pages = ['/', '/pricing', '/docs', '/blog', '/features'];

interface Company {
  readonly id: string;
  readonly workspaces: readonly string[];
  readonly plan: 'free' | 'pro' | 'enterprise';
}

interface Person {
  readonly id: string;
  readonly device: string;
  readonly companies: readonly Company[];
  readonly seenAnonymously: boolean;
}

/**
 * Makes the sample: companies on three plans with workspaces, people who belong to one or more of them, and their last
 * 90 days. Many people look around anonymously on a device before they log in. The same seed and moment give the same
 * sample, insert ids included.
 *
 * @param nowMs the end of the 90 days, milliseconds since the epoch
 */
export function makeSample(size: SampleSize, seed: number, nowMs: number): Sample {
  const random = new Random(seed);
  const companies = Array.from({ length: size.companies }, (_, index) => makeCompany(random, index));
  const people = Array.from({ length: size.users }, (_, index) => makePerson(random, index, companies));
  return {
    companies: companies.map((company, index) => companyProfile(random, company, index, nowMs)),
    workspaces: companies.flatMap((company) => company.workspaces.map((id) => workspaceProfile(random, id))),
    users: people.map((person) => userProfile(random, person)),
    events: makeEvents(random, people, size.events, nowMs),
  };
}

function makeCompany(random: Random, index: number): Company {
  const id = `company-${index + 1}`;
  const plan = random.chance(0.15) ? 'enterprise' : random.chance(0.4) ? 'pro' : 'free';
  const count = plan === 'enterprise' ? random.between(2, 5) : random.between(1, 2);
  return { id, plan, workspaces: Array.from({ length: count }, (_, number) => `${id}/w${number + 1}`) };
}

function makePerson(random: Random, index: number, companies: readonly Company[]): Person {
  const own = random.chance(0.04) ? [] : [random.pick(companies)];
  // Consultants and agencies: people of several companies, which is what lists in a profile are for.
  if (own.length > 0 && random.chance(0.12)) own.push(random.pick(companies));
  return {
    id: `user-${index + 1}`,
    device: random.hex(16),
    companies: [...new Set(own)],
    seenAnonymously: random.chance(0.4),
  };
}

function companyProfile(random: Random, company: Company, index: number, nowMs: number): ProfileItem {
  const name = `${random.pick(beginnings)}${random.pick(endings)} ${random.pick(kinds)}`;
  const mrr = { free: 0, pro: random.between(50, 900), enterprise: random.between(2_000, 30_000) }[company.plan];
  return {
    subject: { kind: 'group', groupKey: 'company_id', groupId: company.id },
    operation: {
      op: 'set',
      properties: {
        name: `${name} ${index + 1}`,
        plan: company.plan,
        country: random.pick(countries),
        employees: company.plan === 'enterprise' ? random.between(500, 20_000) : random.between(2, 400),
        mrr,
        customer_since: new Date(nowMs - random.between(100, 1_500) * dayMs).toISOString(),
        beta: random.chance(0.2),
      },
    },
    ignoreTime: false,
    ignoreAlias: false,
  };
}

const workspaceProfile = (random: Random, id: string): ProfileItem => ({
  subject: { kind: 'group', groupKey: 'workspace_id', groupId: id },
  operation: { op: 'set', properties: { name: `Workspace ${id}`, seats: random.between(3, 80) } },
  ignoreTime: false,
  ignoreAlias: false,
});

function userProfile(random: Random, person: Person): ProfileItem {
  const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
  return {
    subject: { kind: 'user', distinctId: person.id },
    operation: {
      op: 'set',
      properties: {
        $name: name,
        $email: `${person.id}@example.com`,
        role: random.pick(['admin', 'member', 'member', 'viewer']),
        company_id: person.companies.map(({ id }) => id),
        workspace_id: person.companies.flatMap(({ workspaces }) => workspaces.slice(0, 2)),
      },
    },
    ignoreTime: false,
    ignoreAlias: false,
  };
}

/** Events go out journey by journey: perhaps some anonymous page views, a login that joins the two, then work. */
function makeEvents(random: Random, people: readonly Person[], count: number, nowMs: number): EventInput[] {
  const events: EventInput[] = [];
  const firstTime = new Set<string>();
  while (events.length < count) {
    const person = people[random.skewed(people.length)];
    if (person === undefined) break;
    const begun = nowMs - Math.floor(random.next() * days * dayMs);
    const anonymous = person.seenAnonymously && !firstTime.has(person.id);
    firstTime.add(person.id);
    for (const event of journey(random, person, begun, anonymous)) {
      if (events.length < count && Number(event.time) <= nowMs) events.push(event);
    }
  }
  return events.sort((a, b) => Number(a.time) - Number(b.time));
}

function journey(random: Random, person: Person, begunMs: number, anonymous: boolean): EventInput[] {
  let time = begunMs;
  const next = () => {
    time += random.between(5_000, 240_000);
    return { time, insertId: random.hex(32) };
  };
  const events: EventInput[] = [];
  if (anonymous) {
    for (let views = random.between(1, 4); views > 0; views--) {
      events.push({ name: 'page_view', ...next(), deviceId: person.device, properties: { page: random.pick(pages) } });
    }
  }
  const [company] = person.companies.length > 1 ? [random.pick(person.companies)] : person.companies;
  const groups: Properties =
    company === undefined ? {} : { company_id: [company.id], workspace_id: random.pick(company.workspaces) };
  events.push({ name: 'login', ...next(), deviceId: person.device, userId: person.id, properties: { ...groups } });
  for (let steps = random.between(1, 6); steps > 0; steps--) {
    const properties = { ...groups, duration_s: random.between(1, 600), from_mobile: random.chance(0.3) };
    events.push({ name: random.pick(actions), ...next(), userId: person.id, properties });
  }
  return events;
}
