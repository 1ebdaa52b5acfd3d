import { EventStore, installReadModels, migrateToLatest, openDatabase } from '@clipcast/event-store';
import { systemRuntime } from '@clipcast/kernel';
import { createTestDatabase, eventually, testNats } from '@clipcast/testing';
import { Crew } from './crew.ts';
import { faultsOfPolicy, faultsOfReadModel } from './follower-verdict.ts';
import { sightings } from './follower.ts';
import { faultsOfAnswers, faultsOfInvariant, faultsOfOrder } from './log-verdict.ts';
import { LogWatch } from './log-watch.ts';
import { faultsOfStream, publishedNumber } from './stream-verdict.ts';
import { Strikes } from './strikes.ts';

const FINISH_MS_MAX = 120_000;
const FAULTS_SHOWN_MAX = 5;

/** Two services with servers of their own, a full crew at work: one service is written to, the other follows it. */
export async function startCrashRun(seed: number) {
  const databases = [await createTestDatabase(), await createTestDatabase()] as const;
  for (const { url } of databases) await migrateToLatest(url);
  const nats = await testNats();
  const source = openDatabase(databases[0].url);
  const follower = openDatabase(databases[1].url);
  const store = new EventStore('profile', source, systemRuntime);
  await installReadModels(follower.db, [sightings]);
  const watch = new LogWatch(store);
  const crew = new Crew({ source: source.url, follower: follower.url, nats: nats.url });
  const strikes = new Strikes(crew, nats, [source, follower], seed);

  const allCaughtUp = async (): Promise<void> => {
    const { publicNumber } = await store.head();
    const { rows } = await follower.pool.query<{ position: bigint }>('select position from subscriptions');
    const ends = [await publishedNumber(nats.url), ...rows.map(({ position }) => position)];
    const behind = ends.filter((end) => end !== publicNumber);
    if (behind.length > 0 || rows.length !== 2)
      throw new Error(`log at ${publicNumber}, stream and watermarks at ${ends.join(', ')}`);
  };

  return {
    crew,
    strikes,
    /** Lets everybody finish what was begun. @throws when somebody does not within a minute */
    finish: async () => {
      await crew.stop('writer');
      await eventually(allCaughtUp, { withinMs: FINISH_MS_MAX, everyMs: 200 });
    },
    /** Everything that is not as it has to be, once all have finished. */
    faults: async (): Promise<string[]> => {
      const torn = await watch.stop();
      const { publicNumber } = await store.head();
      const found = [
        crew.crashes,
        torn,
        await faultsOfOrder(source),
        await faultsOfInvariant(source),
        await faultsOfAnswers(source, crew.answers),
        await faultsOfStream(nats.url, source),
        await faultsOfReadModel(follower, source),
        await faultsOfOrder(follower),
        await faultsOfPolicy(follower, publicNumber),
      ];
      // The first of a kind tell: one loss shifts everything behind it.
      return found.flatMap((faults) => faults.slice(0, FAULTS_SHOWN_MAX));
    },
    close: async () => {
      await crew.killAll();
      await watch.stop();
      await nats.stop();
      for (const { close } of [source, follower]) await close();
      for (const { drop } of databases) await drop();
    },
    publicEvents: async () => (await store.head()).publicNumber,
  };
}

export type CrashRun = Awaited<ReturnType<typeof startCrashRun>>;
