// A program as people have it for Mixpanel: companies and their plans, and what happens on the server.
const Mixpanel = require('mixpanel');

const mixpanel = Mixpanel.init('YOUR_PROJECT_TOKEN', { host: 'api.mixpanel.com' });

const companies = [
  { id: 'acme', 'Company name': 'Acme', plan: 'enterprise' },
  { id: 'umbrella', 'Company name': 'Umbrella', plan: 'free' },
];

const report = (what) => (error) => console.log(`${what}: ${error ? error.message : 'done'}`);

for (const { id, ...properties } of companies) {
  mixpanel.groups.set('company_id', id, properties, report(id));
}
mixpanel.people.set('bob', { company_id: ['umbrella'] }, report('bob'));
mixpanel.track('invoiced', { distinct_id: 'bob', company_id: 'umbrella', amount: 9.5 }, report('invoiced'));
mixpanel.track_batch(
  [
    { event: 'shipped', properties: { distinct_id: 'ann', company_id: ['acme'] } },
    { event: 'shipped', properties: { distinct_id: 'bob', company_id: ['umbrella'] } },
  ],
  report('shipped'),
);
