import { quotaExhausted, quotaRestored, type QuotaExhausted } from '@clipcast/contracts';
import { migrateToLatest, openDatabase, TenantDoor, type Database } from '@clipcast/event-store';
import { derivedId, prefixed, systemRuntime, type ProfileId } from '@clipcast/kernel';
import type { PublicEvent } from '@clipcast/messaging';
import { createTestDatabase, type TestDatabase } from '@clipcast/testing';
import type { PublishTables } from '../database.ts';
import { QuotaGate } from './quota-gate.query.ts';
import { quotaStandings } from './quota-standing.projection.ts';

let testDatabase: TestDatabase;
let database: Database<PublishTables>;
let gate: QuotaGate;
let now: string;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  await migrateToLatest(testDatabase.url);
  database = openDatabase(testDatabase.url, 2);
  for (const table of quotaStandings.tables) await table.create(database.db as never);
  gate = new QuotaGate(new TenantDoor(database.db), {
    ...systemRuntime.clock,
    now: () => new Date(now),
  });
});
beforeEach(() => (now = '2026-03-31T23:59:59.999Z'));
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const aProfile = (): ProfileId => prefixed('prf', systemRuntime.ids.next());
const standing = (different: Partial<QuotaExhausted['data']> = {}): QuotaExhausted['data'] => ({
  month: '2026-03',
  spentUsd: '1.000000',
  reservedUsd: '0.000000',
  limitUsd: '1.000000',
  enforcement: 'hard',
  ...different,
});
const told = (
  { type }: { type: string },
  profileId: ProfileId,
  streamVersion: number,
  data = standing(),
): PublicEvent =>
  ({
    type,
    service: 'billing',
    profileId,
    streamId: derivedId('budget', profileId, data.month),
    streamVersion,
    data,
  }) as unknown as PublicEvent;
const project = (...events: PublicEvent[]) =>
  database.db.transaction().execute((tx) => quotaStandings.project(tx, events));
const passing = (profileId: ProfileId) => gate.pass(profileId, '0.010000');
const refused = { code: 'quota_exceeded', details: { month: '2026-03' } };

it('is shut for whose month is used up, and for nobody else', async () => {
  const [acme, globex] = [aProfile(), aProfile()];
  await project(told(quotaExhausted, acme, 3));
  await expect(passing(acme)).rejects.toMatchObject(refused);
  await passing(globex);
});

it('opens with the new month, although nobody has told anything of it', async () => {
  const acme = aProfile();
  await project(told(quotaExhausted, acme, 3));
  await expect(passing(acme)).rejects.toMatchObject(refused);
  now = '2026-04-01T00:00:00.000Z';
  await passing(acme);
});

it('is not shut by what is told late of a month that is over, or early of one that is to come', async () => {
  const acme = aProfile();
  now = '2026-04-01T00:00:00.000Z';
  await project(told(quotaExhausted, acme, 3), told(quotaExhausted, acme, 2, standing({ month: '2026-05' })));
  await passing(acme);
  now = '2026-05-01T00:00:00.000Z';
  await expect(passing(acme)).rejects.toMatchObject({ details: { month: '2026-05' } });
});

it('opens when the month is restored or the limit becomes soft, and not by what is told again', async () => {
  const [acme, globex] = [aProfile(), aProfile()];
  const exhausted = told(quotaExhausted, acme, 3);
  await project(exhausted, told(quotaRestored, acme, 5));
  await project(exhausted);
  await passing(acme);
  await project(told(quotaExhausted, globex, 3));
  await project(told(quotaExhausted, globex, 4, standing({ enforcement: 'soft' })));
  await passing(globex);
});
