import { resolve } from 'node:path';
import { eventNames, eventProperties, namesSeen } from '../../../src/reports/names/name-statements.js';
import { describeCatalogue } from '../../support/sql-catalogue.js';

const projectId = 7;

describeCatalogue(
  {
    'all-by-events': eventNames(projectId, null, 50),
    'with-a-text': eventNames(projectId, 'Sign', 50),
    'seen-of-some': namesSeen(projectId, ['signup', 'pay']),
    'properties-of-one': eventProperties(projectId, 'pay', 10_000, 1_000),
    'properties-of-any': eventProperties(projectId, null, 10_000, 1_000),
  },
  {
    folder: resolve(__dirname, '..', '..', 'sql', 'names'),
    writer: 'test/reports/names/catalogue.test.ts',
    atLeast: 5,
  },
);
