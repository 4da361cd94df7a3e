import { resolve } from 'node:path';
import { describeCatalogue } from '../support/sql-catalogue.js';
import { catalogue } from './catalogue.js';

// Explained on one engine, since there are hundreds; the tests of meaning ask reports of every one.
describeCatalogue(catalogue, {
  folder: resolve(__dirname, '..', 'sql', 'reports'),
  writer: 'test/reports/catalogue.test.ts',
  atLeast: 60,
  kinds: ['chdb'],
});
