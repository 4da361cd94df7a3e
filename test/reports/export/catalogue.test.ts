import { resolve } from 'node:path';
import { describeCatalogue } from '../../support/sql-catalogue.js';
import { catalogue } from './catalogue.js';

describeCatalogue(catalogue, {
  folder: resolve(__dirname, '..', '..', 'sql', 'export'),
  writer: 'test/reports/export/catalogue.test.ts',
  atLeast: 7,
});
