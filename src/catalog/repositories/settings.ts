import { SettingEntity } from '../entities/work-entities.js';
import { Repository } from './repository.js';

export class SettingRepository extends Repository {
  /** The value kept under `name`, or null. */
  async get(name: string): Promise<string | null> {
    return (await this.manager.findOneBy(SettingEntity, { name }))?.value ?? null;
  }

  /** Keeps `value` under `name`. */
  async set(name: string, value: string): Promise<void> {
    const insert = this.manager.createQueryBuilder().insert().into(SettingEntity).values({ name, value });
    await insert.orUpdate(['value'], ['name']).updateEntity(false).execute();
  }

  /** Forgets what is kept under `name`. */
  async remove(name: string): Promise<void> {
    await this.manager.delete(SettingEntity, { name });
  }
}
