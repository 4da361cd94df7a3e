import { resolve } from 'node:path';
import { describeCatalogue } from '../support/sql-catalogue.js';
import { catalogue } from './catalogue.js';

describeCatalogue(catalogue, {
  folder: resolve(__dirname, '..', 'sql', 'reports'),
  writer: 'test/reports/catalogue.test.ts',
  atLeast: 60,
});
