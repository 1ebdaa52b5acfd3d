import { EventStore, Leadership, openDatabase } from '@clipcast/event-store';
import { systemRuntime } from '@clipcast/kernel';
import { NatsLink, Relay } from '@clipcast/messaging';
import { onTrouble, serve } from './serve.ts';

/** billing-service's relay. */
serve<{ readonly databaseUrl: string; readonly natsUrl: string }>(
  async ({ databaseUrl, natsUrl }, stopping, measure) => {
    const database = openDatabase(databaseUrl);
    const link = new NatsLink(natsUrl, 'bench-relay');
    const leadership = new Leadership(databaseUrl, systemRuntime);
    const store = new EventStore('billing', database, systemRuntime);
    stopping.addEventListener('abort', measure);
    await new Relay(store, link, leadership, systemRuntime, onTrouble).run(stopping);
    await Promise.all([leadership, link, database].map((one) => one.close()));
  },
);
