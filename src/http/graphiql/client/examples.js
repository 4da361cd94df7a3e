// What a new person meets first, in the order in which it is done. A test holds these to the schema.
const addGroupKey = `# 1. Name the event property that says
#    which company an event belongs to.
#    From now on, events that carry it
#    count for the company too.
#
#    To run this: put a secret into the bar
#    above, then press Ctrl+Enter.

mutation RegisterGroupKey {
  addGroupKey(key: "company_id", displayName: "Company") {
    key
    displayName
    dataGroupId
  }
}
`;

const track = `# 2. Send events. Each is answered for itself:
#    accepted, or refused with a reason.

mutation Track($events: [EventInput!]!) {
  trackBatch(events: $events) {
    accepted
    duplicate
    refusals {
      index
      reason
      field
      message
    }
  }
}
`;

const trackVariables = {
  events: [
    { name: 'Sign In', userId: 'ada', properties: { company_id: 'acme' } },
    { name: 'Report Opened', userId: 'ada', properties: { company_id: ['acme', 'globex'], report: 'Weekly' } },
    { name: 'Sign In', userId: 'bob', properties: { company_id: 'globex' } },
  ],
};

const profiles = `# 3. Say what the companies are like, and which
#    users belong to them: a user belongs to the
#    groups listed in the profile property that
#    is named as the group key.

mutation Profiles($acme: Properties!, $globex: Properties!, $ada: Properties!, $bob: Properties!) {
  acme: group_set(groupKey: "company_id", groupId: "acme", properties: $acme) { applied }
  globex: group_set(groupKey: "company_id", groupId: "globex", properties: $globex) { applied }
  ada: people_set(distinctId: "ada", properties: $ada) { applied }
  bob: people_set(distinctId: "bob", properties: $bob) { applied }
}
`;

const profilesVariables = {
  acme: { name: 'Acme', plan: 'enterprise', seats: 120 },
  globex: { name: 'Globex', plan: 'free', seats: 3 },
  ada: { name: 'Ada', company_id: ['acme', 'globex'] },
  bob: { name: 'Bob', company_id: 'globex' },
};

const cohort = `# 4. The question: which users belong to some
#    company such that …? Both conditions are
#    about the same company.

query EnterpriseUsers {
  userCohort(
    where: {
      someGroup: {
        key: "company_id"
        where: {
          and: [
            {
              property: {
                name: "plan"
                is: { text: { isOneOf: ["enterprise"] } }
              }
            }
            {
              property: {
                name: "seats"
                is: { number: { atLeast: 50 } }
              }
            }
          ]
        }
      }
    }
  ) {
    size
    users(first: 20) {
      nodes {
        distinctId
        properties
        groups(key: "company_id") {
          id
          properties
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
`;

const report = `# 5. A report: how many companies, and how many
#    users of companies, did anything on each of
#    the last 14 days, by the company's plan.
#    Every figure has an id: behind(id) tells
#    who it counts. eventNames tells which
#    events there are to ask about.

query ActiveCompanies {
  analyzeGroups(key: "company_id") {
    insights(
      question: {
        range: { last: { count: 14, unit: DAY } }
        interval: DAY
        metrics: [
          {
            events: {
              name: "companies"
              event: {}
              measure: { count: UNITS }
            }
          }
          {
            events: {
              name: "users"
              event: {}
              count: USERS
              measure: { count: UNITS }
            }
          }
        ]
        breakdowns: [{ groupProperty: { name: "plan" } }]
      }
    ) {
      lines {
        name
        overall {
          total {
            id
            value
          }
        }
        segments {
          segment {
            label
          }
          total {
            id
            value
          }
          points {
            value
          }
        }
      }
      intervals {
        start
        isComplete
      }
    }
  }
  eventNames {
    name
    events
    lastTime
  }
}
`;

const live = `# 6. Watch events as they are stored: run
#    this, then send the events of the
#    second tab again. The button that
#    started it ends it.

subscription LiveEvents {
  liveEvents(where: { key: "company_id", groupId: "acme" }) {
    skipped
    events {
      time
      name
      distinctId
      properties
    }
  }
}
`;

const asText = (variables) => JSON.stringify(variables, null, 2);

export const examples = [
  { query: addGroupKey },
  { query: track, variables: asText(trackVariables) },
  { query: profiles, variables: asText(profilesVariables) },
  { query: cohort },
  { query: report },
  { query: live },
];
