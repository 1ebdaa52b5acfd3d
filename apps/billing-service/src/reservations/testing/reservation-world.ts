import { createHash } from 'node:crypto';
import { profileRegistered, quotaChanged, type DataOf } from '@clipcast/contracts';
import { EventStore, openDatabase, TenantDoor, type Database } from '@clipcast/event-store';
import { FLEET, parseUsd, prefixed, systemRuntime, type AccessKeyId, type ProfileId } from '@clipcast/kernel';
import { neighbour } from '@clipcast/messaging/testing';
import { createServiceApp, KeyDirectory, type Principal, type ServiceModule } from '@clipcast/service-kit';
import { createTestDatabase, eventually, testNats } from '@clipcast/testing';
import { AppModule } from '../../app.module.ts';
import { readBillingConfig } from '../../config.ts';
import type { BillingTables } from '../../database.ts';
import { priceBookStream, type Price } from '../../prices/price-book.ts';
import { newestQuota } from '../../quotas/newest-quota.query.ts';
import { aContext, aProfileId, aQuota } from '../../testing/builders.ts';
import { runtimeAt } from '../../testing/test-clock.ts';

const OPERATOR_KEY = 'operator-key-for-tests';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Access keys of profiles, which this service does not know by itself yet. */
class IssuedKeys extends KeyDirectory {
  readonly #principals = new Map<string, Principal>();

  issue(profileId: ProfileId): { readonly secret: string; readonly id: AccessKeyId } {
    const id = prefixed('key', systemRuntime.ids.next());
    const secret = `secret-of-${id}`;
    this.#principals.set(sha256(secret), { kind: 'profile', actor: `key:${id}`, profileId, scopes: 'all' });
    return { secret, id };
  }

  override principalOf(keyHash: string): Promise<Principal | undefined> {
    return Promise.resolve(this.#principals.get(keyHash));
  }
}

class WithIssuedKeys {}

export interface Asked {
  readonly body?: unknown;
  /** An access key's secret; the operator asks unless given. */
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Which replica is asked; the first unless given. */
  readonly replica?: number;
}

/** The whole service on real servers: one replica, or several on one database, with a clock that the test sets. */
export async function reservationWorld(now: string, replicaCount = 1) {
  const [nats, testDatabase] = await Promise.all([testNats(), createTestDatabase()]);
  const database = openDatabase<BillingTables>(testDatabase.url, 2);
  const { runtime, moneyClock, set } = runtimeAt(now);
  const config = readBillingConfig({
    PORT: '0',
    DATABASE_URL: testDatabase.url,
    NATS_URL: nats.url,
    CLIPCAST_OPERATOR_KEY: OPERATOR_KEY,
    LOG_LEVEL: 'silent',
  });
  const keys = new IssuedKeys();
  const start = () => {
    const module: ServiceModule = {
      module: WithIssuedKeys,
      imports: [AppModule.with(config, runtime, moneyClock)],
      providers: [{ provide: KeyDirectory, useValue: keys }],
    };
    return createServiceApp({ name: 'billing-service', module, config, runtime });
  };
  const replicas = await Promise.all(Array.from({ length: replicaCount }, start));
  const profile = await neighbour('profile', nats.url);

  const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, asked: Asked = {}) => {
    const { body, key = OPERATOR_KEY, headers = {}, replica = 0 } = asked;
    const answer = await replicas[replica]?.inject({
      method,
      url: `/v1${path}`,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      // Text goes as it is, for JSON that no object becomes.
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    if (!answer) throw new Error(`There is no replica ${replica}.`);
    const text = answer.body;
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
    };
  };

  const budgetOf = async (profileId: ProfileId, month?: string) =>
    (await ask('GET', `/profiles/${profileId}/budget${month ? `?month=${month}` : ''}`)).body;
  /** Sets a dollar aside, unless said otherwise. */
  const open = (profileId: ProfileId, different: object = {}, asked: Asked = {}) =>
    ask('POST', `/profiles/${profileId}/reservations`, {
      body: { amountUsd: '1', purpose: 'narration', ...different },
      ...asked,
    });
  const soon = <T>(check: () => T | Promise<T>) => eventually(check, { withinMs: 30_000 });
  const quotaBecomes = async (profileId: ProfileId, different: Partial<DataOf<typeof quotaChanged>>) => {
    const quota = aQuota(different);
    await profile.says(profileId, { type: quotaChanged.type, data: quota });
    await soon(async () =>
      expect(await budgetOf(profileId)).toMatchObject({ limitUsd: quota.monthlyLimitUsd }),
    );
    // The current month may have been told before the table knows with which other months begin.
    const limit = parseUsd(quota.monthlyLimitUsd);
    await soon(async () =>
      expect((await newestQuota(new TenantDoor(database.db), profileId)).limit).toBe(limit),
    );
  };

  for (let replica = 0; replica < replicaCount; replica += 1)
    await soon(async () => expect((await replicas[replica]?.inject('/readyz'))?.statusCode).toBe(200));

  return {
    ask,
    soon,
    budgetOf,
    quotaBecomes,
    database,
    setClock: set,
    issueKey: (profileId: ProfileId) => keys.issue(profileId),
    /** A new profile that every replica has heard of; "0.000000" has no limit. */
    registered: async (monthlyLimitUsd = '0.000000'): Promise<ProfileId> => {
      const profileId = aProfileId();
      await profile.says(profileId, { type: profileRegistered.type, data: { name: 'Acme', slug: 'acme' } });
      await soon(async () => expect((await ask('GET', `/profiles/${profileId}/budget`)).status).toBe(200));
      if (monthlyLimitUsd !== '0.000000') await quotaBecomes(profileId, { monthlyLimitUsd });
      return profileId;
    },
    open,
    /** The same, which must be granted. */
    opened: async (profileId: ProfileId, different: object = {}, asked: Asked = {}) => {
      const { status, body } = await open(profileId, different, asked);
      expect([status, body]).toEqual([201, expect.anything()]);
      return body;
    },
    /** Ends a reservation, or makes it hard. */
    act: (profileId: ProfileId, id: unknown, verb: string, body?: unknown, asked: Asked = {}) =>
      ask('POST', `/profiles/${profileId}/reservations/${String(id)}/${verb}`, {
        ...(body === undefined ? {} : { body }),
        ...asked,
      }),
    view: async (profileId: ProfileId, id: unknown) =>
      (await ask('GET', `/profiles/${profileId}/reservations/${String(id)}`)).body,
    /** Sets a price for everybody. */
    priceBecomes: async (price: Price) => {
      const store = new EventStore('billing', database as unknown as Database, systemRuntime);
      const events = [{ type: 'PriceSet', data: price }];
      const set = {
        stream: priceBookStream(FLEET),
        expectedVersion: 'any',
        events,
        context: aContext(),
      } as const;
      await store.append([set]);
    },
    /** How many facts the log holds of a profile's budgets. */
    factCount: async (profileId: ProfileId) => {
      const { count } = await database.db
        .selectFrom('events')
        .select(({ fn }) => fn.countAll<bigint>().as('count'))
        .where('profile_id', '=', profileId.slice(4))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    close: async () => {
      await database.close();
      await Promise.all(replicas.map((replica) => replica.close()));
      await profile.close();
      await nats.stop();
      await testDatabase.drop();
    },
  };
}
