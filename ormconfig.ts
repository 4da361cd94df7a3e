import 'reflect-metadata';
import { dataSourceOf } from './src/catalog/schema-differences.js';
import { configFromEnvironment } from './src/config/environment.js';

/** TypeORM's command line on the configured catalog: `npm run typeorm -- migration:show`. */
export default await dataSourceOf(configFromEnvironment().catalogUrl);
