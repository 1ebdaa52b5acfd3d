import { EventStore, Leadership, openDatabase } from '@clipcast/event-store';
import { systemRuntime } from '@clipcast/kernel';
import { LogReadResponder } from '../../log-read-responder.ts';
import { NatsLink } from '../../nats-link.ts';
import { Relay } from '../../relay.ts';

const LOOK_MS = 10;

/** A source's relay and the answers about its log; the leader says how far it has published. */
export async function relay(databaseUrl: string, natsUrl: string, stopping: AbortSignal): Promise<void> {
  const store = new EventStore('profile', openDatabase(databaseUrl, 4), systemRuntime);
  const link = new NatsLink(natsUrl, 'crash');
  const onTrouble = (worker: string, error: unknown) => {
    process.stderr.write(`${worker}: ${String(error)}\n`);
  };
  const worker = new Relay(store, link, new Leadership(databaseUrl, systemRuntime), systemRuntime, onTrouble);
  const speak = async () => {
    for (let said: bigint | undefined; !stopping.aborted;) {
      const { lastNumber } = worker;
      if (lastNumber !== undefined && lastNumber !== said) process.stdout.write(`published ${lastNumber}\n`);
      said = lastNumber;
      await systemRuntime.timers.sleep(LOOK_MS, stopping);
    }
  };
  const answers = new LogReadResponder(store, link, systemRuntime, onTrouble);
  await Promise.all([worker.run(stopping), answers.run(stopping), speak()]);
}
