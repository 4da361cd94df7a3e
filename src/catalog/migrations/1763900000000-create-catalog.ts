import { type MigrationInterface, type QueryRunner, Table, type TableOptions } from 'typeorm';
import { type TableColumns, tableColumns } from './table-columns.js';

const nullable = { isNullable: true };
const primary = { isPrimary: true };

const ofProject = (table: string): Pick<TableOptions, 'foreignKeys'> => ({
  foreignKeys: [
    {
      name: `fk_${table}_project`,
      columnNames: ['project_id'],
      referencedTableName: 'projects',
      referencedColumnNames: ['id'],
      onDelete: 'NO ACTION',
      onUpdate: 'NO ACTION',
    },
  ],
});

const projectTables = (c: TableColumns): TableOptions[] => [
  {
    name: 'projects',
    columns: [
      c.id('id'),
      c.text('name', 255),
      c.text('token', 64),
      c.text('time_zone', 64),
      c.big('created_at'),
      c.int('company_key_id', nullable),
      c.text('company_name_property', 255, nullable),
      c.int('key_generation'),
    ],
    uniques: [{ name: 'uq_projects_token', columnNames: ['token'] }],
  },
  {
    name: 'service_accounts',
    columns: [
      c.text('id', 64, primary),
      c.int('project_id'),
      c.text('name', 255),
      c.text('role', 16),
      c.text('secret_hash', 64),
      c.big('created_at'),
      c.big('last_used_at', nullable),
      c.big('expires_at', nullable),
      c.big('revoked_at', nullable),
    ],
    uniques: [
      { name: 'uq_service_accounts_secret', columnNames: ['secret_hash'] },
      { name: 'uq_service_accounts_name', columnNames: ['project_id', 'name'] },
    ],
    ...ofProject('service_accounts'),
  },
  {
    name: 'group_keys',
    columns: [
      c.id('id'),
      c.int('project_id'),
      c.text('key_name', 255),
      c.text('display_name', 255),
      c.text('data_group_id', 20),
      c.big('created_at'),
      c.big('archived_at', nullable),
    ],
    uniques: [
      { name: 'uq_group_keys_key', columnNames: ['project_id', 'key_name'] },
      { name: 'uq_group_keys_data_group_id', columnNames: ['project_id', 'data_group_id'] },
    ],
    ...ofProject('group_keys'),
  },
];

const profileTables = (c: TableColumns): TableOptions[] => [
  {
    name: 'profiles',
    columns: [
      c.int('project_id', primary),
      c.int('subject_key', primary),
      c.text('subject_id', 300, primary),
      c.longText('properties'),
      c.big('revision'),
      c.big('created_at'),
      c.big('updated_at'),
    ],
  },
  {
    name: 'profile_outbox',
    columns: [c.bigId('id'), c.int('project_id'), c.int('subject_key'), c.text('subject_id', 300)],
  },
  {
    name: 'identity_links',
    columns: [
      c.int('project_id', primary),
      c.text('device_id', 300, primary),
      c.text('user_id', 300),
      c.boolean('delivered'),
    ],
    indices: [{ name: 'ix_identity_links_delivered', columnNames: ['delivered'] }],
  },
];

const workTables = (c: TableColumns): TableOptions[] => [
  {
    name: 'cohorts',
    columns: [
      c.text('id', 64, primary),
      c.int('project_id'),
      c.text('name', 255),
      c.longText('description'),
      c.text('unit', 8),
      c.int('group_key_id', nullable),
      c.longText('filter'),
      c.big('created_at'),
      c.big('updated_at'),
    ],
    indices: [{ name: 'ix_cohorts_project', columnNames: ['project_id'] }],
    ...ofProject('cohorts'),
  },
  {
    name: 'jobs',
    columns: [
      c.text('id', 64, primary),
      c.int('project_id'),
      c.text('kind', 64),
      c.text('subject', 300),
      c.longText('parameters'),
      c.text('state', 16),
      c.big('done'),
      c.big('total', nullable),
      c.longText('error', nullable),
      c.big('created_at'),
      c.big('started_at', nullable),
      c.big('finished_at', nullable),
    ],
    indices: [
      { name: 'ix_jobs_project', columnNames: ['project_id'] },
      { name: 'ix_jobs_state', columnNames: ['state'] },
    ],
    ...ofProject('jobs'),
  },
  {
    name: 'writer_lease',
    columns: [c.int('id', primary), c.text('holder', 255), c.big('acquired_at'), c.big('expires_at')],
  },
  { name: 'settings', columns: [c.text('name', 255, primary), c.longText('value')] },
];

const allTables = (c: TableColumns): TableOptions[] => [...projectTables(c), ...profileTables(c), ...workTables(c)];

/** All tables of the first version. Every step can be repeated: MySQL commits each CREATE TABLE by itself. */
export class CreateCatalog1763900000000 implements MigrationInterface {
  readonly name = 'CreateCatalog1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of allTables(tableColumns(runner))) await runner.createTable(new Table(table), true);
    await runner.query('DELETE FROM writer_lease');
    await runner.query("INSERT INTO writer_lease (id, holder, acquired_at, expires_at) VALUES (1, '', 0, 0)");
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of allTables(tableColumns(runner)).reverse()) await runner.dropTable(name, true);
  }
}
