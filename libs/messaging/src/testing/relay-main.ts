import { EventStore, Leadership, openDatabase } from '@clipcast/event-store';
import { systemRuntime } from '@clipcast/kernel';
import { NatsLink } from '../nats-link.ts';
import { Relay } from '../relay.ts';

/** A profile service's relay and nothing else: `relay-main.ts <database> <nats>`. Says when it leads. */
const [, , databaseUrl = '', natsUrl = ''] = process.argv;
const store = new EventStore('profile', openDatabase(databaseUrl), systemRuntime);
const leadership = new Leadership(databaseUrl, systemRuntime);
const announced: Pick<Leadership, 'hold'> = {
  hold: (task, signal, work) =>
    leadership.hold(task, signal, (leading) => {
      process.stdout.write('leading\n');
      return work(leading);
    }),
};
const link = new NatsLink(natsUrl, 'relay');
const relay = new Relay(store, link, announced, systemRuntime, (_, error) => {
  process.stderr.write(`${String(error)}\n`);
});
await relay.run(new AbortController().signal);
