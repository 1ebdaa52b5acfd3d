import { installReadModels, Leadership, openDatabase } from '@clipcast/event-store';
import { systemRuntime } from '@clipcast/kernel';
import { NatsLink, Subscriber } from '@clipcast/messaging';
import { seenCosts } from '../cost-log/seen-costs.projection.ts';
import { onTrouble, serve } from './serve.ts';

/** A subscriber of another service, as each service has one for every subscription. */
serve<{ readonly databaseUrl: string; readonly natsUrl: string }>(
  async ({ databaseUrl, natsUrl }, stopping, measure) => {
    const database = openDatabase(databaseUrl);
    const link = new NatsLink(natsUrl, 'bench-subscriber');
    const leadership = new Leadership(databaseUrl, systemRuntime);
    await installReadModels(database.db, [seenCosts]);
    stopping.addEventListener('abort', measure);
    await new Subscriber('profile', database, link, leadership, seenCosts, systemRuntime, onTrouble).run(
      stopping,
    );
    await Promise.all([leadership, link, database].map((one) => one.close()));
  },
);
