import {
  EventStore,
  migrateToLatest,
  openDatabase,
  type Database,
  type DomainEvent,
} from '@clipcast/event-store';
import { bareId, prefixed, systemRuntime, type ProfileId, type PublicationId } from '@clipcast/kernel';
import { createTestDatabase, eventually } from '@clipcast/testing';
import { sql } from 'kysely';
import type { PublishTables } from '../../database.ts';
import { publishMigrations } from '../../migrations/index.ts';
import { failed, requestedFor } from '../../testing/publication-facts.ts';
import { publication } from '../publication.ts';
import { MayHaveEndedError, type ClaimTerms, type MediaClaim } from './duplicate-guard.ts';
import { MediaClaims } from './media-claims.adapter.ts';
import { postedMedia } from './posted-media.projection.ts';

const newId = <K extends 'prf' | 'pub'>(kind: K) => prefixed(kind, systemRuntime.ids.next());
const refused = expect.objectContaining({ code: 'duplicate_publication' }) as Error;

describe('claims of media', () => {
  let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
  let database: Database<PublishTables>;
  let claims: MediaClaims;
  let store: EventStore;
  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    await migrateToLatest(testDatabase.url, publishMigrations);
    database = openDatabase<PublishTables>(testDatabase.url);
    for (const table of postedMedia.tables) {
      await table.create(database.db as never);
      await table.indexes?.(database.db as never);
    }
    claims = new MediaClaims(database.db, project);
    store = new EventStore('publish', database as unknown as Database, systemRuntime);
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const claimFor = (profileId: ProfileId, sha256: string, more: Partial<MediaClaim> = {}): MediaClaim => ({
    profileId,
    publicationId: newId('pub'),
    sha256,
    integrationIds: ['a'],
    ...more,
  });
  const takeOn = (claim: MediaClaim, terms: ClaimTerms) =>
    database.db.transaction().execute((tx) => claims.claim(tx as never, claim, terms));
  const take = (claim: MediaClaim, isAllowed = false) => takeOn(claim, { isAllowed, isLevel: true });
  /** Facts in the log, and the read model when it has come to them. */
  const append = async (profileId: ProfileId, publicationId: PublicationId, events: DomainEvent[]) => {
    const stream = { profileId, type: publication.streamType, id: bareId(publicationId) };
    const context = { actor: 'operator:test', correlationId: systemRuntime.ids.next() };
    await store.append([{ stream, expectedVersion: 'any', events, context }]);
  };
  const project = async () => {
    const events = await store.readAll(0n);
    await database.db.transaction().execute((tx) => postedMedia.apply(tx, events));
  };
  const waiting = async () => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from pg_locks where locktype = 'advisory' and objsubid = 2 and not granted
         and database = (select oid from pg_database where datname = current_database())`.execute(
      database.db,
    );
    return rows[0]?.count;
  };

  it.each([
    ['is refused once the first has its facts', true],
    ['passes once the first has none', false],
  ])('the second of two at the same moment waits for the first, and %s', async (_what, commits) => {
    const profileId = newId('prf');
    const sha256 = `same moment ${commits}`;
    const first = await database.db.startTransaction().execute();
    await claims.claim(first as never, claimFor(profileId, sha256), { isAllowed: false, isLevel: true });
    const second = take(claimFor(profileId, sha256)).then(
      () => 'passed',
      (error: unknown) => error,
    );
    await eventually(async () => expect(await waiting()).toBe(1));
    await (commits ? first.commit() : first.rollback()).execute();
    expect(await second).toEqual(commits ? refused : 'passed');
  });

  it('count until the read model has their fact, and then as it says', async () => {
    const profileId = newId('prf');
    const claim = claimFor(profileId, 'a'.repeat(64));
    const { publicationId } = claim;
    const other = () => take(claimFor(profileId, claim.sha256, { integrationIds: ['b', 'a'] }));
    await take(claim);
    await expect(other()).rejects.toThrow(refused);

    const data = { ...requestedFor('a').data, publicationId };
    await append(profileId, publicationId, [{ type: 'PublicationRequested', data }, failed('a')]);
    await project();
    // Retried: the read model still has it as failed, so it is the claim that keeps the other one out.
    await take(claim);
    await expect(other()).rejects.toThrow(refused);

    const data2 = { integrationIds: ['a'], connection: 'own', connectionVersion: 1 };
    await append(profileId, publicationId, [{ type: 'PublicationRetried', data: data2 }]);
    await project();
    await expect(other()).rejects.toThrow(refused);
    await append(profileId, publicationId, [failed('a')]);
    await project();
    await other();
  });

  it('refuse nobody before the read model has come up to the log', async () => {
    const claim = claimFor(newId('prf'), 'e'.repeat(64));
    const { profileId, publicationId } = claim;
    await take(claim);
    const data = { ...requestedFor('a').data, publicationId, sha256: claim.sha256 };
    await append(profileId, publicationId, [{ type: 'PublicationRequested', data }]);
    await project();
    await append(profileId, publicationId, [failed('a')]);
    const other = claimFor(profileId, claim.sha256);
    const tryIt = (isLevel: boolean) => takeOn(other, { isAllowed: false, isLevel });
    await expect(tryIt(false)).rejects.toThrow(MayHaveEndedError);
    await claims.attempt(tryIt);
    await expect(
      claims.attempt((isLevel) => takeOn(claimFor(profileId, claim.sha256), { isAllowed: false, isLevel })),
    ).rejects.toThrow(refused);
  });

  it('are of one account of a brand, but of every account of the others', async () => {
    const [acme, globex] = [newId('prf'), newId('prf')];
    await take(claimFor(acme, 'accounts'));
    await take(claimFor(acme, 'accounts', { integrationIds: ['b'] }));
    await expect(take(claimFor(globex, 'accounts', { integrationIds: ['c'] }))).rejects.toThrow(refused);
    await take(claimFor(globex, 'accounts', { integrationIds: ['c'] }), true);
    await expect(take(claimFor(acme, 'accounts', { integrationIds: ['d'] }))).rejects.toThrow(refused);
  });

  it('are dropped after an hour', async () => {
    const claim = claimFor(newId('prf'), 'an hour ago');
    await take(claim);
    await sql`update publication_claim set claimed_at = now() - interval '61 minutes'
               where publication_id = ${claim.publicationId}`.execute(database.db);
    await take(claimFor(newId('prf'), 'now'));
    const { rows } = await sql`select from publication_claim
                                where publication_id = ${claim.publicationId}`.execute(database.db);
    expect(rows).toEqual([]);
  });
});
