import { jest } from '@jest/globals';
import { openDatabase, type Database } from '@clipcast/event-store';
import { bareId, prefixed, systemRuntime } from '@clipcast/kernel';
import { createTestDatabase, eventually, type TestDatabase } from '@clipcast/testing';
import { sql } from 'kysely';
import { up } from '../migrations/0003-create-media-use.ts';
import { MediaUses } from './media-uses.adapter.ts';

jest.setTimeout(120_000);

const aClip = () => prefixed('clp', systemRuntime.ids.next());
const content = () => ({
  profileId: prefixed('prf', systemRuntime.ids.next()),
  sha256: systemRuntime.random.bytes(32).toString('hex'),
});

describe('the uses of files', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let uses: MediaUses;
  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = openDatabase(testDatabase.url);
    await up(database.db as never);
    await sql`create table publication (profile_id uuid, clip_id text, status text)`.execute(database.db);
    await sql`create table clip (profile_id uuid, clip_id text, sha256 text, status text)`.execute(
      database.db,
    );
    uses = new MediaUses(database.db, 0);
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const removed = async (file: ReturnType<typeof content>) => {
    let times = 0;
    const gone = await uses.forget(file, () => {
      times += 1;
      return Promise.resolve();
    });
    expect(times).toBe(gone ? 1 : 0);
    return gone;
  };
  const expire = (clipId: string) =>
    sql`update media_use set removable_from = now() where clip_id = ${clipId}`.execute(database.db);

  const registered = ({ profileId, sha256 }: ReturnType<typeof content>, clipId: string, status = 'ready') =>
    sql`insert into clip values (${bareId(profileId)}, ${clipId}, ${sha256}, ${status})`.execute(database.db);

  it('keep a file from the hold on, and until the last clip has let go of it', async () => {
    const [file, one, two] = [content(), aClip(), aClip()];
    await uses.hold(file, one);
    expect(await removed(file)).toBe(false);
    await uses.confirm(database.db, file, one);
    await uses.hold(file, two);
    await uses.confirm(database.db, file, two);
    await uses.release(database.db, file, one);
    expect(await removed(file)).toBe(false);
    await uses.release(database.db, file, two);
    expect(await uses.removable(10)).toContainEqual(file);
    expect(await removed(file)).toBe(true);
    expect(await uses.removable(10)).toEqual([]);
  });

  it('end with a hold that nobody confirmed; a fact that comes later is refused', async () => {
    const [file, clip] = [content(), aClip()];
    await uses.hold(file, clip);
    await expire(clip);
    await expect(uses.confirm(database.db, file, clip)).rejects.toMatchObject({ code: 'media_hold_expired' });
    expect(await removed(file)).toBe(true);
    await expect(uses.confirm(database.db, file, clip)).rejects.toMatchObject({ code: 'media_hold_expired' });
  });

  /** A video that is sent twice for one clip is held again for it; the second time no fact comes of it. */
  it('stay what they are when a clip that uses a file is about to get it again', async () => {
    const [file, clip] = [content(), aClip()];
    await uses.hold(file, clip);
    await uses.confirm(database.db, file, clip);
    await uses.hold(file, clip);
    const { rows } = await sql`select removable_from from media_use where clip_id = ${clip}`.execute(
      database.db,
    );
    expect(rows).toEqual([{ removable_from: null }]);
  });

  it('last as long as a publication of the clip is under way', async () => {
    const [file, clip] = [content(), aClip()];
    await uses.release(database.db, file, clip);
    const profile = file.profileId.slice(4);
    await sql`insert into publication values (${profile}, ${clip}, 'running')`.execute(database.db);
    expect(await uses.removable(10)).toEqual([]);
    expect(await removed(file)).toBe(false);
    await sql`update publication set status = 'failed' where clip_id = ${clip}`.execute(database.db);
    expect(await removed(file)).toBe(true);
  });

  it('are remembered when a removal fails, so that it happens again', async () => {
    const [file, clip] = [content(), aClip()];
    await uses.release(database.db, file, clip);
    await expect(uses.forget(file, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
    expect(await uses.removable(10)).toEqual([file]);
    expect(await removed(file)).toBe(true);
  });

  /** Else an upload of the same content could be kept before the removal, and be removed by it. */
  it('make whoever wants to hold a file wait until its removal is done', async () => {
    const [file, old, fresh] = [content(), aClip(), aClip()];
    await uses.release(database.db, file, old);
    const order: string[] = [];
    const removing = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const forgetting = uses.forget(file, async () => {
      begun.resolve();
      await removing.promise;
      order.push('removed');
    });
    await begun.promise;
    const holding = uses.hold(file, fresh).then(() => order.push('held'));
    await eventually(async () => {
      const waiting = sql<{ count: bigint }>`
        select count(*) from pg_locks where locktype = 'advisory' and not granted`;
      expect((await waiting.execute(database.db)).rows).toEqual([{ count: 1n }]);
    });
    removing.resolve();
    await Promise.all([forgetting, holding]);
    expect(order).toEqual(['removed', 'held']);
    expect(await removed(file)).toBe(false);
  });

  it('are not all there is: clips from before there were uses keep their files', async () => {
    const [file, old, young] = [content(), aClip(), aClip()];
    await registered(file, old);
    await uses.release(database.db, file, young);
    expect(await removed(file)).toBe(false);
    expect(await uses.removable(10)).toEqual([]);
    await sql`delete from clip where clip_id = ${old}`.execute(database.db);
    await uses.release(database.db, file, old);
    expect(await removed(file)).toBe(true);
  });

  /** A video that is sent again for an old clip is held for it, and no fact comes of it. */
  it('do not end with a hold for a clip from before there were uses', async () => {
    const [file, old] = [content(), aClip()];
    await registered(file, old);
    await uses.hold(file, old);
    await expire(old);
    expect(await uses.removable(10)).toEqual([]);
    expect(await removed(file)).toBe(false);
  });

  /** Else nothing would know of the file any more, and it would stay for ever. */
  it('are remembered as long as the read model does not show yet that the clip is gone', async () => {
    const [file, clip] = [content(), aClip()];
    await registered(file, clip);
    await uses.release(database.db, file, clip);
    expect(await removed(file)).toBe(false);
    await sql`delete from clip where clip_id = ${clip}`.execute(database.db);
    expect(await uses.removable(10)).toEqual([file]);
    expect(await removed(file)).toBe(true);
  });

  it('last as long as a publication of another clip with the same file is under way', async () => {
    const [file, old, young] = [content(), aClip(), aClip()];
    await registered(file, old, 'dropped');
    await uses.release(database.db, file, young);
    await sql`insert into publication values (${bareId(file.profileId)}, ${old}, 'paused')`.execute(
      database.db,
    );
    expect(await uses.removable(10)).toEqual([]);
    expect(await removed(file)).toBe(false);
    await sql`update publication set status = 'published' where clip_id = ${old}`.execute(database.db);
    expect(await removed(file)).toBe(true);
  });

  /** The store may still do what it was asked, and would remove what was kept meanwhile. */
  it('cannot begin for some time after a removal whose end nobody knows', async () => {
    const [file, old, young] = [content(), aClip(), aClip()];
    await uses.release(database.db, file, old);
    await expect(uses.forget(file, () => Promise.reject(new Error('no answer')))).rejects.toThrow(
      'no answer',
    );
    const refusal = { code: 'media_store_unavailable', kind: 'unavailable' };
    await expect(uses.hold(file, young)).rejects.toMatchObject(refusal);
    expect(await removed(file)).toBe(true);
    await expect(uses.hold(file, young)).rejects.toMatchObject(refusal);
    await sql`update media_use set removable_from = now() where sha256 = ${file.sha256}`.execute(database.db);
    await uses.hold(file, young);
    expect(await removed(file)).toBe(false);
    expect(await uses.removable(10)).toEqual([]);
  });

  it('leave nothing behind when their file has been removed', async () => {
    const [file, clip] = [content(), aClip()];
    await uses.release(database.db, file, clip);
    expect(await removed(file)).toBe(true);
    const { rows } = await sql`select from media_use where sha256 = ${file.sha256}`.execute(database.db);
    expect(rows).toEqual([]);
  });
});
