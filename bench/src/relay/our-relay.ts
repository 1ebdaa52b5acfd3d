import { EventStore, Leadership, openDatabase } from '@clipcast/event-store';
import type { Runtime } from '@clipcast/kernel';
import { NatsLink, Relay } from '@clipcast/messaging';
import type { PublishedRate } from './published-rate.ts';

type OnTrouble = (worker: string, error: unknown) => void;

/** Ours: a relay that finds no stream, makes it and fills it from the log. */
export async function ourRelay(
  { databaseUrl, natsUrl }: { readonly databaseUrl: string; readonly natsUrl: string },
  runtime: Runtime,
  onTrouble: OnTrouble,
  published: PublishedRate,
): Promise<number> {
  const database = openDatabase(databaseUrl);
  const link = new NatsLink(natsUrl, 'bench-relay');
  const leadership = new Leadership(databaseUrl, runtime);
  const store = new EventStore('billing', database, runtime);
  const stopping = new AbortController();
  const working = new Relay(store, link, leadership, runtime, onTrouble).run(stopping.signal);
  try {
    return await published();
  } finally {
    stopping.abort();
    await working;
    await Promise.all([leadership, link, database].map((one) => one.close()));
  }
}
