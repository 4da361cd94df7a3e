import { MusterError } from '../../core/errors.js';
import type { Properties } from '../../core/property-values.js';
import { ProfileEntity } from '../entities/profile-entities.js';
import { parsePropertiesJson } from './properties-json.js';
import { chunksOf, idsPerLookup, Repository, rowsPerStatement } from './repository.js';

/** The profile of a user (`subjectKey` 0) or of a group (`subjectKey` is its group key's number). */
export interface ProfileRow {
  readonly projectId: number;
  readonly subjectKey: number;
  readonly subjectId: string;
  readonly properties: Properties;
  /** The id of the outbox row of the last change; grows with every change. */
  readonly revision: number;
  /** Milliseconds. */
  readonly createdAt: number;
  /** Milliseconds: when it was last seen. */
  readonly updatedAt: number;
}

/** Which profile: the key of the table. */
export interface ProfileKey {
  readonly projectId: number;
  readonly subjectKey: number;
  readonly subjectId: string;
}

/** UTF-8 bytes of one statement's properties: well below the smallest default packet of a server, 16 MiB. */
const bytesPerStatement = 4_194_304;

/** UTF-8 bytes of one profile's properties that every engine is sure to take in one statement. */
const largestProfileBytes = 8_388_608;

interface RawProfile {
  readonly subject_id: string;
  readonly properties: string;
  readonly revision: number | string;
  readonly created_at: number | string;
  readonly updated_at: number | string;
}

const columns = 'subject_id, properties, revision, created_at, updated_at';
const sorted = (ids: Iterable<string>): string[] => [...new Set(ids)].sort();

export class ProfileRepository extends Repository {
  /** Rows this transaction put in only to hold a lock on an id that has no profile. */
  private readonly placeholders = new Map<string, ProfileKey>();

  /** The profiles of these ids; ids without one are absent from the map. */
  async load(projectId: number, subjectKey: number, ids: readonly string[]): Promise<Map<string, ProfileRow>> {
    const found = new Map<string, ProfileRow>();
    for (const some of chunksOf(sorted(ids), idsPerLookup)) {
      for (const row of await this.select(projectId, subjectKey, some)) {
        if (row.revision > 0) found.set(row.subjectId, row);
      }
    }
    return found;
  }

  /** Which of these ids have a profile. */
  async existing(projectId: number, subjectKey: number, ids: readonly string[]): Promise<Set<string>> {
    const found = new Set<string>();
    for (const some of chunksOf(sorted(ids), idsPerLookup)) {
      for (const id of await this.idsOf(projectId, subjectKey, some, ' AND revision > 0')) found.add(id);
    }
    return found;
  }

  /**
   * Keeps every other transaction from changing or creating a profile of these ids until this one ends; what is loaded
   * after it stays true. Ids without a profile are locked by a row that is taken out again before the commit unless
   * {@link save} filled it.
   */
  async lock(projectId: number, subjectKey: number, ids: readonly string[]): Promise<void> {
    if (this.store.engine === 'sqlite') return;
    const missing: string[] = [];
    // First what is there, then what is not, each in one order for everybody: however many statements it takes, two
    // transactions that want the same profiles wait for each other instead of deadlocking.
    for (const some of chunksOf(sorted(ids), rowsPerStatement)) {
      const held = await this.lockExisting(projectId, subjectKey, some);
      missing.push(...some.filter((id) => !held.has(id)));
    }
    for (const some of chunksOf(missing, rowsPerStatement)) await this.holdPlaces(projectId, subjectKey, some);
  }

  /** Creates or replaces profiles, in bulk. Throws PROFILE_TOO_LARGE. */
  async save(rows: readonly ProfileRow[]): Promise<void> {
    let statement: ProfileEntity[] = [];
    let bytes = 0;
    for (const row of rows) {
      const properties = JSON.stringify(row.properties);
      const size = Buffer.byteLength(properties);
      if (size > largestProfileBytes)
        throw new MusterError('PROFILE_TOO_LARGE', 'The profile is too large; unset some properties.');
      if (statement.length > 0 && (statement.length === rowsPerStatement || bytes + size > bytesPerStatement)) {
        await this.upsert(statement);
        statement = [];
        bytes = 0;
      }
      statement.push({ ...row, properties });
      bytes += size;
    }
    if (statement.length > 0) await this.upsert(statement);
    for (const row of rows) this.placeholders.delete(placeOf(row));
  }

  /** Deletes profiles; ids without one are passed over. */
  async remove(projectId: number, subjectKey: number, ids: readonly string[]): Promise<void> {
    for (const some of chunksOf(sorted(ids), rowsPerStatement)) {
      await this.manager.query(
        `DELETE FROM profiles WHERE project_id = ? AND subject_key = ? AND subject_id IN (${marks(some)})`,
        [projectId, subjectKey, ...some],
      );
    }
  }

  /** Up to `limit` profiles of all projects in the order of their keys, those after `after`. */
  async page(after: ProfileKey | null, limit: number): Promise<ProfileRow[]> {
    const query = this.manager
      .createQueryBuilder(ProfileEntity, 'p')
      .where('p.revision > 0')
      .orderBy({ 'p.projectId': 'ASC', 'p.subjectKey': 'ASC', 'p.subjectId': 'ASC' })
      .limit(limit);
    if (after !== null) {
      query.andWhere(
        `p.projectId >= :projectId AND (p.projectId > :projectId OR (p.subjectKey > :subjectKey OR
         (p.subjectKey = :subjectKey AND p.subjectId > :subjectId)))`,
        after,
      );
    }
    return (await query.getMany()).map((row) => ({ ...row, properties: parsePropertiesJson(row.properties) }));
  }

  /** How many profiles there are, of all projects. */
  async countAll(): Promise<number> {
    return this.manager.createQueryBuilder(ProfileEntity, 'p').where('p.revision > 0').getCount();
  }

  /** Takes out the rows that only held locks. `catalog.write` calls it before every commit. */
  async discardPlaceholders(): Promise<void> {
    for (const some of chunksOf([...this.placeholders.values()], rowsPerStatement)) {
      const keys = some.map(() => '(?, ?, ?)').join(', ');
      await this.manager.query(
        `DELETE FROM profiles WHERE revision = 0 AND (project_id, subject_key, subject_id) IN (${keys})`,
        some.flatMap(({ projectId, subjectKey, subjectId }) => [projectId, subjectKey, subjectId]),
      );
    }
    this.placeholders.clear();
  }

  private async select(projectId: number, subjectKey: number, ids: readonly string[]): Promise<ProfileRow[]> {
    const rows = await this.manager.query<RawProfile[]>(
      `SELECT ${columns} FROM profiles WHERE project_id = ? AND subject_key = ? AND subject_id IN (${marks(ids)})`,
      [projectId, subjectKey, ...ids],
    );
    return rows.map((row) => ({
      projectId,
      subjectKey,
      subjectId: row.subject_id,
      properties: parsePropertiesJson(row.properties),
      revision: Number(row.revision),
      createdAt: Number(row.created_at),
      updatedAt: Number(row.updated_at),
    }));
  }

  private async lockExisting(projectId: number, subjectKey: number, ids: readonly string[]): Promise<Set<string>> {
    return new Set(await this.idsOf(projectId, subjectKey, ids, ` ORDER BY subject_id${this.forUpdate}`));
  }

  /** Those of the ids that have a row. @param more what the statement ends with */
  private async idsOf(projectId: number, subjectKey: number, ids: readonly string[], more: string): Promise<string[]> {
    const rows = await this.manager.query<Array<Pick<RawProfile, 'subject_id'>>>(
      `SELECT subject_id FROM profiles WHERE project_id = ? AND subject_key = ? AND subject_id IN (${marks(ids)})${more}`,
      [projectId, subjectKey, ...ids],
    );
    return rows.map(({ subject_id }) => subject_id);
  }

  private async holdPlaces(projectId: number, subjectKey: number, ids: readonly string[]): Promise<void> {
    const blank = { properties: '{}', revision: 0, createdAt: 0, updatedAt: 0 };
    const rows = ids.map((subjectId) => ({ projectId, subjectKey, subjectId, ...blank }));
    const insert = this.manager.createQueryBuilder().insert().into(ProfileEntity).values(rows);
    // Sets a column to itself where the row is there: waits for its writer and locks it, changes nothing.
    await insert.orUpdate(['subject_id'], ['project_id', 'subject_key', 'subject_id']).updateEntity(false).execute();
    for (const row of rows) this.placeholders.set(placeOf(row), row);
  }

  private async upsert(rows: ProfileEntity[]): Promise<void> {
    await this.manager
      .createQueryBuilder()
      .insert()
      .into(ProfileEntity)
      .values(rows)
      .orUpdate(['properties', 'revision', 'created_at', 'updated_at'], ['project_id', 'subject_key', 'subject_id'])
      .updateEntity(false)
      .execute();
  }
}

const marks = (list: readonly unknown[]): string => list.map(() => '?').join(', ');
const placeOf = (key: ProfileKey): string => JSON.stringify([key.projectId, key.subjectKey, key.subjectId]);
