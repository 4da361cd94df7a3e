import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { tableColumns } from './table-columns.js';

/** What serving clients needs: the ids of applied profile operations, and the setting that mends the browser SDK's events. */
export class ServeClients1764000000000 implements MigrationInterface {
  readonly name = 'ServeClients1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    const c = tableColumns(runner);
    const operations = new Table({
      name: 'applied_operations',
      columns: [
        c.int('project_id', { isPrimary: true }),
        c.text('operation_id', 36, { isPrimary: true }),
        c.big('applied_at'),
      ],
      indices: [{ name: 'ix_applied_operations_applied_at', columnNames: ['applied_at'] }],
    });
    await runner.createTable(operations, true);
    if (await runner.hasColumn('projects', 'repair_removed_groups')) return;
    // In SQL, because TypeORM would copy the whole table to add a column on SQLite.
    const { type } = c.boolean('repair_removed_groups');
    await runner.query(`ALTER TABLE projects ADD COLUMN repair_removed_groups ${type} NOT NULL DEFAULT 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('applied_operations', true);
    if (!(await runner.hasColumn('projects', 'repair_removed_groups'))) return;
    await runner.query('ALTER TABLE projects DROP COLUMN repair_removed_groups');
  }
}
