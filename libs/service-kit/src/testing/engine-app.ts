import { createHash } from 'node:crypto';
import { profileRegistered } from '@clipcast/contracts';
import type { Projection, ProjectionTable } from '@clipcast/event-store';
import { bareId, prefixed, Secret, systemRuntime, type ProfileId, type Uuid } from '@clipcast/kernel';
import { isPublic, type ForeignProjection, type Policy } from '@clipcast/messaging';
import { neighbour } from '@clipcast/messaging/testing';
import { createTestDatabase, eventually, testNats } from '@clipcast/testing';
import { Logger, Module } from '@nestjs/common';
import { sql } from 'kysely';
import { EngineModule, KeyDirectory, ServiceEngine, type Principal } from '../index.ts';
import { bearer, tinyApp } from './app-fixture.ts';

/** An operator's key that may look and nothing else. */
export const LOOKING_KEY = 'looking-key-4711';

class LookingKey extends KeyDirectory {
  principalOf(keyHash: string): Promise<Principal | undefined> {
    const known = createHash('sha256').update(LOOKING_KEY).digest('hex');
    const holder = { kind: 'operator', actor: 'key:looking', scopes: ['ops:read'] } as const;
    return Promise.resolve(keyHash === known ? holder : undefined);
  }
}

const tableOf = (name: string): ProjectionTable => ({
  name,
  create: async (db) => {
    await sql`create table ${sql.id(name)} (name text primary key)`.execute(db);
  },
});

const wordList: Projection = {
  name: 'word-list',
  version: 1,
  tables: [tableOf('word')],
  apply: async (tx, events) => {
    for (const { data } of events)
      await sql`insert into word values (${(data as { word: string }).word})`.execute(tx);
  },
};

const nameList = (poison: ReadonlySet<string>): ForeignProjection => ({
  name: 'name-list',
  source: 'profile',
  version: 1,
  tables: [tableOf('brand')],
  project: async (tx, events) => {
    for (const event of events) {
      if (!isPublic(event, profileRegistered)) continue;
      if (poison.has(event.data.name)) throw new Error(`planted poison: ${event.data.name}`);
      await sql`insert into brand values (${event.data.name})`.execute(tx);
    }
  },
});

const welcome: Policy = {
  name: 'welcome-when-registered',
  source: 'profile',
  react: () => Promise.resolve(),
};

/** A billing service that has nothing but its engine, on real servers, beside a profile service that it follows. */
export async function engineApp() {
  const nats = await testNats();
  const database = await createTestDatabase();
  const profile = await neighbour('profile', nats.url);
  const poison = new Set<string>();
  const engine = new ServiceEngine(
    {
      service: 'billing',
      databaseUrl: new Secret(database.url),
      natsUrl: new Secret(nats.url),
      migrations: {},
      projections: [wordList],
      subscriptions: [nameList(poison), welcome],
    },
    systemRuntime,
    new Logger('engine'),
  );

  @Module({
    imports: [EngineModule.around(engine)],
    providers: [{ provide: KeyDirectory, useClass: LookingKey }],
  })
  class EngineOnlyModule {}

  const { app } = await tinyApp(EngineOnlyModule, { level: 'silent' });
  await eventually(() => expect(engine.isMigrated).toBe(true));

  const ask = async (
    method: 'GET' | 'POST',
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const answer = await app.inject({
      method,
      url: `/ops/v1/${path}`,
      headers: { ...bearer, ...headers },
      ...(body && { payload: body }),
    });
    return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
  };

  return {
    app,
    engine,
    poison,
    ask,
    itemsOf: async (path: string) => (await ask('GET', path)).body['items'] as Record<string, unknown>[],
    /** Records a fact of the service's own. */
    notes: async (word: string) => {
      const profileId: ProfileId = prefixed('prf', systemRuntime.ids.next());
      const stream = { profileId, type: 'word', id: bareId(profileId) };
      const context = { actor: 'operator:test', correlationId: systemRuntime.ids.next() };
      const events = [{ type: 'WordNoted', data: { word } }];
      await engine.store.append([{ stream, expectedVersion: 'any', events, context }]);
    },
    /** Another service registers brands, one stream for all of them. */
    registers: (profileId: ProfileId, names: readonly string[], streamId?: Uuid) =>
      profile.says(
        profileId,
        names.map((name) => ({ type: 'ProfileRegistered', data: { name, slug: name } })),
        streamId,
      ),
    close: async () => {
      await app.close();
      await profile.close();
      await database.drop();
      await nats.stop();
    },
  };
}
