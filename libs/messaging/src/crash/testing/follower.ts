import {
  Deciders,
  EventStore,
  Leadership,
  openDatabase,
  type Aggregate,
  type DomainEvent,
} from '@clipcast/event-store';
import { bareId, systemRuntime } from '@clipcast/kernel';
import { sql } from 'kysely';
import { NatsLink } from '../../nats-link.ts';
import { Subscriber } from '../../subscriber.ts';
import type { ForeignProjection, Policy, Subscription } from '../../subscription.ts';

/** Writes every event down as often as it comes: no key hides a repetition, and the rows keep the order. */
export const sightings: ForeignProjection = {
  name: 'sightings',
  source: 'profile',
  version: 1,
  tables: [
    {
      name: 'sighting',
      create: async (db) => {
        await sql`create table sighting (id bigint generated always as identity, number bigint not null,
                                         event_id uuid not null, stream_id uuid not null,
                                         stream_version int not null)`.execute(db);
      },
    },
  ],
  project: async (tx, events) => {
    const rows = events.map(({ number, id, streamId, streamVersion }) => ({
      number: String(number),
      event_id: id,
      stream_id: streamId,
      stream_version: streamVersion,
    }));
    await sql`
      insert into sighting (number, event_id, stream_id, stream_version)
      select number, event_id, stream_id, stream_version
        from rows from (json_to_recordset(${JSON.stringify(rows)})
                          as (number bigint, event_id uuid, stream_id uuid, stream_version int)) with ordinality
             as row (number, event_id, stream_id, stream_version, at)
       order by at`.execute(tx);
    // In the middle of the transaction, so that kills fall before its commit and right behind it.
    process.stdout.write(`seen ${events.at(-1)?.number ?? 0}\n`);
  },
};

type Echoed = DomainEvent<'Echoed', { number: string }>;

/** Decides nothing by its state: only the command id keeps a repeated event from being echoed again. */
const echo: Aggregate<null, Echoed> = {
  streamType: 'echo',
  initialState: null,
  eventTypes: { Echoed: true },
  evolve: () => null,
};

/** Records each event in a log of its own. */
export const echoing = (deciders: Deciders): Policy => ({
  name: 'echo',
  source: 'profile',
  react: async ({ profileId, streamId, number }, context) => {
    await deciders.handle({
      aggregate: echo,
      target: { profileId, id: streamId },
      context,
      decide: (): Echoed[] => [{ type: 'Echoed', data: { number: String(number) } }],
      reply: () => bareId(profileId),
    });
  },
});

/** A service that follows another one with a read model and a policy. */
export async function follow(databaseUrl: string, natsUrl: string, stopping: AbortSignal): Promise<void> {
  const database = openDatabase(databaseUrl, 8);
  const link = new NatsLink(natsUrl, 'crash');
  const leadership = new Leadership(databaseUrl, systemRuntime);
  const deciders = new Deciders(new EventStore('billing', database, systemRuntime), systemRuntime);
  const run = (subscription: Subscription) =>
    new Subscriber('billing', database, link, leadership, subscription, systemRuntime, (worker, error) => {
      process.stderr.write(`${worker}: ${String(error)}\n`);
    }).run(stopping);
  await Promise.all([run(sightings), run(echoing(deciders))]);
}
