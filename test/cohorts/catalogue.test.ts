import { resolve } from 'node:path';
import { describeCatalogue } from '../support/sql-catalogue.js';
import { catalogue } from './catalogue.js';

describeCatalogue(catalogue, {
  folder: resolve(__dirname, '..', 'sql'),
  writer: 'test/cohorts/catalogue.test.ts',
  atLeast: 40,
});
