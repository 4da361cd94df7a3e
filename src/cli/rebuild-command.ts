import { Command } from 'commander';
import { configFromEnvironment } from '../config/environment.js';
import { systemClock } from '../core/clock.js';
import { endIfStuck } from './running-app.js';
import { assertNoServerOn } from './running-server.js';

/** `muster rebuild`: makes what the warehouse has of other tables anew: profiles, links, events by unit. */
export function rebuildCommand(): Command {
  return new Command('rebuild')
    .description(
      'make the warehouse’s copies anew: profiles, identity links, events sorted by unit (no server may run)',
    )
    .action(async () => {
      const { createApp } = await import('../app.js');
      const { createLog } = await import('../http/log.js');
      const config = configFromEnvironment();
      await assertNoServerOn(config);
      const log = createLog('warn');
      const app = await createApp(config, { log, clock: systemClock });
      try {
        // Starting takes the lease, so no server can begin to write meanwhile.
        await app.start();
        let shownAt = 0;
        await app.copies.rebuild((done, total) => {
          if (done < total && performance.now() - shownAt < 2_000) return;
          shownAt = performance.now();
          process.stderr.write(`profiles: ${done} of ${total}\n`);
        });
        await app.identity.rebuild();
        process.stderr.write('events by unit\n');
        await app.unitEvents.forget();
        await app.unitEvents.settled();
        process.stdout.write('The warehouse has the profiles and links of the catalog again.\n');
      } finally {
        await app.stop();
        endIfStuck(app, log);
      }
    });
}
