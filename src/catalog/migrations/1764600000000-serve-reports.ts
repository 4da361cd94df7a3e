import { type MigrationInterface, type QueryRunner, Table, type TableOptions } from 'typeorm';
import { type TableColumns, tableColumns } from './table-columns.js';

/** Profiles read, and changes written, at a time. */
const pageSize = 200;

const tables = (c: TableColumns): TableOptions[] => [
  {
    name: 'group_changes',
    columns: [
      c.bigId('id'),
      c.int('project_id'),
      c.int('group_key_id'),
      c.text('group_id', 300),
      c.text('name', 255),
      c.longText('value', { isNullable: true }),
      c.big('at'),
      c.big('revision'),
    ],
    indices: [
      { name: 'ix_group_changes_group', columnNames: ['project_id', 'group_key_id', 'group_id'] },
      { name: 'ix_group_changes_revision', columnNames: ['revision'] },
    ],
  },
  {
    name: 'saved_reports',
    columns: [
      c.text('id', 64, { isPrimary: true }),
      c.int('project_id'),
      c.text('name', 255),
      c.longText('description'),
      c.text('unit', 8),
      c.int('group_key_id', { isNullable: true }),
      c.longText('question'),
      c.big('created_at'),
      c.big('updated_at'),
    ],
    indices: [{ name: 'ix_saved_reports_project', columnNames: ['project_id'] }],
    foreignKeys: [
      {
        name: 'fk_saved_reports_project',
        columnNames: ['project_id'],
        referencedTableName: 'projects',
        referencedColumnNames: ['id'],
        onDelete: 'NO ACTION',
        onUpdate: 'NO ACTION',
      },
    ],
  },
];

/**
 * What reports need: saved ones, and the changes of group properties. Groups that are there get a history that begins with
 * their profiles, as these are now; it is carried to the warehouse by making the copies anew.
 */
export class ServeReports1764600000000 implements MigrationInterface {
  readonly name = 'ServeReports1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables(tableColumns(runner))) await runner.createTable(new Table(table), true);
    await runner.query('DELETE FROM group_changes');
    if (!(await seed(runner))) return;
    await runner.query("DELETE FROM settings WHERE name = 'rebuilding.profiles'");
    await runner.query("INSERT INTO settings (name, value) VALUES ('rebuilding.profiles', 'yes')");
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of tables(tableColumns(runner)).reverse()) await runner.dropTable(name, true);
  }
}

interface Profile {
  readonly project_id: number;
  readonly subject_key: number;
  readonly subject_id: string;
  readonly properties: string;
  readonly revision: number | string;
  readonly created_at: number | string;
}

/** Writes what the profiles of groups hold as their first changes; says whether there was any. */
async function seed(runner: QueryRunner): Promise<boolean> {
  let last: Profile | undefined;
  let found = false;
  for (;;) {
    const after: ReadonlyArray<string | number> =
      last === undefined ? [0, 0, 0, ''] : [last.project_id, last.project_id, last.subject_key, last.subject_id];
    const profiles: Profile[] = await runner.query(
      `SELECT project_id, subject_key, subject_id, properties, revision, created_at FROM profiles
       WHERE subject_key > 0 AND revision > 0 AND project_id >= ? AND (project_id > ? OR (subject_key, subject_id) > (?, ?))
       ORDER BY project_id, subject_key, subject_id LIMIT ${pageSize}`,
      [...after],
    );
    for (const profile of profiles) found = (await seedProfile(runner, profile)) || found;
    last = profiles.at(-1);
    if (last === undefined) return found;
  }
}

async function seedProfile(runner: QueryRunner, profile: Profile): Promise<boolean> {
  const { project_id, subject_key, subject_id, revision, created_at } = profile;
  const properties: Record<string, unknown> = JSON.parse(profile.properties);
  const changes = Object.entries(properties);
  for (let start = 0; start < changes.length; start += pageSize) {
    const some = changes.slice(start, start + pageSize);
    await runner.query(
      `INSERT INTO group_changes (project_id, group_key_id, group_id, name, value, at, revision)
       VALUES ${some.map(() => '(?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
      some.flatMap(([name, value]) => [
        project_id,
        subject_key,
        subject_id,
        name,
        JSON.stringify(value),
        created_at,
        revision,
      ]),
    );
  }
  return changes.length > 0;
}
