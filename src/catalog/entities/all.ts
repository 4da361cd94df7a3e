import type { EntitySchema } from 'typeorm';
import { type CatalogEngine, columnTypesOf } from './column-types.js';
import {
  appliedOperationSchema,
  groupChangeSchema,
  linkSchema,
  outboxSchema,
  profileSchema,
} from './profile-entities.js';
import { groupKeySchema, projectSchema, serviceAccountSchema } from './project-entities.js';
import { cohortSchema, jobSchema, leaseSchema, savedReportSchema, settingSchema } from './work-entities.js';

/** Every table of the catalog, with the column types of `engine`. */
export function entitiesOf(engine: CatalogEngine): EntitySchema<object>[] {
  const types = columnTypesOf(engine);
  return [
    projectSchema(),
    serviceAccountSchema(),
    groupKeySchema(),
    profileSchema(types),
    outboxSchema(types),
    groupChangeSchema(types),
    appliedOperationSchema(),
    linkSchema(),
    cohortSchema(types),
    savedReportSchema(types),
    jobSchema(types),
    leaseSchema(),
    settingSchema(types),
  ];
}
