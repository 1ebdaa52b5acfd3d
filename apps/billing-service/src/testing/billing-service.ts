import { costIncurred, profileRegistered, quotaChanged, type DataOf } from '@clipcast/contracts';
import { openDatabase } from '@clipcast/event-store';
import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import { neighbour } from '@clipcast/messaging/testing';
import { createServiceApp, KeyDirectory } from '@clipcast/service-kit';
import { createTestDatabase, eventually, testNats } from '@clipcast/testing';
import { AppModule } from '../app.module.ts';
import { readBillingConfig } from '../config.ts';
import { configureFastify } from '../configure-fastify.ts';
import { aProfileId } from './builders.ts';
import { IssuedKeys } from './issued-keys.ts';
import { runtimeAt } from './test-clock.ts';

const OPERATOR_KEY = 'operator-key-for-tests';

class WithIssuedKeys {}

/** The whole service on real servers, with the two services it listens to. */
export async function billingService(now: string) {
  const [nats, testDatabase] = await Promise.all([testNats(), createTestDatabase()]);
  const database = openDatabase(testDatabase.url, 2);
  const { runtime, moneyClock, set: setClock } = runtimeAt(now);
  const config = readBillingConfig({
    PORT: '0',
    DATABASE_URL: testDatabase.url,
    NATS_URL: nats.url,
    CLIPCAST_OPERATOR_KEY: OPERATOR_KEY,
    LOG_LEVEL: 'silent',
  });
  const keys = new IssuedKeys();
  const module = {
    module: WithIssuedKeys,
    imports: [AppModule.with(config, runtime, moneyClock)],
    providers: [{ provide: KeyDirectory, useValue: keys }],
  };
  const app = await createServiceApp({ name: 'billing-service', module, config, runtime, configureFastify });
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
  const text = async (path: string, headers: Record<string, string> = {}) => {
    const authorization = `Bearer ${OPERATOR_KEY}`;
    const answer = await app.inject({ url: path, headers: { authorization, ...headers } });
    return { status: answer.statusCode, text: answer.body, headers: answer.headers };
  };
  /** A text goes as it is, anything else as JSON. */
  const send = async (
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => {
    const payload = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await app.inject({
      method,
      url: path,
      headers: {
        authorization: `Bearer ${OPERATOR_KEY}`,
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    });
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
    send,
    text,
    post: (path: string, body?: unknown, headers?: Record<string, string>) =>
      send('POST', path, body, headers),
    /** Opens a port; where it is. */
    listen: async () => {
      await app.listen(0, '127.0.0.1');
      return app.getUrl();
    },
    operatorKey: OPERATOR_KEY,
    /** Access keys of profiles. */
    keys,
    setClock,
    /** The tables behind the answers. */
    db: database.db,
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
    /** Meanwhile profile-service answers nobody. */
    whileProfileServiceIsAway: profile.whileUnreachable,
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
