import { costIncurred, profileRegistered, quotaChanged, type DataOf } from '@clipcast/contracts';
import { openDatabase } from '@clipcast/event-store';
import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import { neighbour } from '@clipcast/messaging/testing';
import { createServiceApp } from '@clipcast/service-kit';
import { createTestDatabase, eventually, testNats } from '@clipcast/testing';
import { AppModule } from '../app.module.ts';
import { readBillingConfig } from '../config.ts';
import { aProfileId } from './builders.ts';
import { runtimeAt } from './test-clock.ts';

const OPERATOR_KEY = 'operator-key-for-tests';

/** The whole service on real servers, with the two services it listens to. */
export async function billingService(now: string) {
  const [nats, testDatabase] = await Promise.all([testNats(), createTestDatabase()]);
  const database = openDatabase(testDatabase.url, 2);
  const { runtime } = runtimeAt(now);
  const config = readBillingConfig({
    PORT: '0',
    DATABASE_URL: testDatabase.url,
    NATS_URL: nats.url,
    CLIPCAST_OPERATOR_KEY: OPERATOR_KEY,
    LOG_LEVEL: 'silent',
  });
  const module = AppModule.with(config, runtime);
  const app = await createServiceApp({ name: 'billing-service', module, config, runtime });
  const [profile, publish] = await Promise.all([
    neighbour('profile', nats.url),
    neighbour('publish', nats.url),
  ]);

  const get = async (path: string, key = OPERATOR_KEY) => {
    const answer = await app.inject({ url: path, headers: { authorization: `Bearer ${key}` } });
    return {
      status: answer.statusCode,
      body: answer.json<Record<string, unknown>>(),
      headers: answer.headers,
    };
  };
  const quotaChanges = (profileId: ProfileId, data: DataOf<typeof quotaChanged>) =>
    profile.says(profileId, { type: quotaChanged.type, data });
  const budgetOf = (profileId: ProfileId, month?: string) =>
    get(`/v1/profiles/${profileId}/budget${month ? `?month=${month}` : ''}`);

  await eventually(async () => expect((await get('/readyz')).status).toBe(200), { withinMs: 20_000 });
  return {
    get,
    budgetOf,
    quotaChanges,
    /** A new profile that billing has heard of. */
    registeredProfile: async (): Promise<ProfileId> => {
      const profileId = aProfileId();
      await profile.says(profileId, { type: profileRegistered.type, data: { name: 'Acme', slug: 'acme' } });
      await eventually(async () => expect((await budgetOf(profileId)).status).toBe(200), {
        withinMs: 20_000,
      });
      return profileId;
    },
    /** Each in a stream of its own, as posts have. */
    costsIncur: async (profileId: ProfileId, ...costs: readonly DataOf<typeof costIncurred>[]) => {
      for (const data of costs) {
        await publish.says(profileId, { type: costIncurred.type, data }, systemRuntime.ids.next());
      }
    },
    /** How far a subscription has come. */
    progressOf: async (subscription: string): Promise<bigint> => {
      const rows = database.db
        .selectFrom('subscriptions')
        .select('position')
        .where('name', '=', subscription);
      return (await rows.executeTakeFirstOrThrow()).position;
    },
    /** As after a crash between the work and its watermark: everything comes again with the next event. */
    forgetProgressOf: async (subscription: string) => {
      await database.db
        .updateTable('subscriptions')
        .set({ position: 0n })
        .where('name', '=', subscription)
        .execute();
    },
    close: async () => {
      await database.close();
      await app.close();
      await Promise.all([profile.close(), publish.close()]);
      await nats.stop();
      await testDatabase.drop();
    },
  };
}
