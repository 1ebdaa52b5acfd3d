import { jest } from '@jest/globals';
import { systemRuntime } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { DeadLetterOffice } from './dead-letter-office.ts';
import { nameList, type NameListBehaviour } from './testing/name-list.ts';
import { aProfile, register } from './testing/test-service.ts';
import { twoServices, type TwoServices } from './testing/two-services.ts';

jest.setTimeout(30_000);

describe('the dead letter office', () => {
  let services: TwoServices;
  let behaviour: NameListBehaviour;
  let office: DeadLetterOffice<never>;
  const sick = { profileId: aProfile(), id: systemRuntime.ids.next() };
  const other = { profileId: aProfile(), id: systemRuntime.ids.next() };
  const stream = { subscription: 'name-list', profileId: sick.profileId, streamId: sick.id };
  const operator = { by: 'operator:test', reason: 'mended' };

  /** Two parked streams: one of three letters, one of one. */
  beforeEach(async () => {
    services = await twoServices();
    const { profile, billing, arrived } = services;
    behaviour = { poison: new Set(['poison', 'venom']) };
    const subscription = nameList(behaviour);
    office = new DeadLetterOffice(billing.database, [subscription]) as never;
    profile.startRelay();
    billing.startSubscriber(subscription);
    await register(profile.store, ['poison', 'second', 'third'], sick);
    await register(profile.store, ['venom'], other);
    await register(profile.store, ['healthy']);
    await arrived(['healthy']);
  });
  afterEach(() => services.close());

  const ids = async () => (await office.list({ limit: 50 })).items.map(({ id }) => id).toReversed();
  const idOf = async (index: number) => (await ids())[index] ?? '';
  const position = async () => {
    const { rows } = await services.billing.database.pool.query<{ position: bigint }>(
      'select position from subscriptions',
    );
    return rows[0]?.position;
  };
  const parkedStreams = async () => {
    const { rows } = await services.billing.database.pool.query('select stream_id from parked_streams');
    return rows.length;
  };

  it('lists the newest first, in pages and by what is asked for, and shows one with its event', async () => {
    const first = await office.list({ limit: 3, status: 'parked', subscription: 'name-list' });
    expect(first.items.map(({ number }) => number)).toEqual(['4', '3', '2']);
    const rest = await office.list({ limit: 3, cursor: first.nextCursor });
    expect(rest.items.map(({ number }) => number)).toEqual(['1']);
    expect(rest.nextCursor).toBeUndefined();
    expect((await office.list({ limit: 3, status: 'replayed' })).items).toEqual([]);
    expect(await office.show(await idOf(0))).toMatchObject({
      number: '1',
      eventType: 'ProfileRegistered',
      profileId: sick.profileId,
      attempts: 5,
      error: 'Error: planted poison: poison',
      event: { data: { name: 'poison', slug: 'poison' } },
    });
  });

  it('replays a stream in order, and what comes afterwards is handled as it comes', async () => {
    const before = await position();
    behaviour.poison.clear();
    expect(await office.replay(stream, operator)).toEqual({ replayed: 3, failed: [] });
    await services.arrived(['healthy', 'poison', 'second', 'third']);
    expect(await position()).toBe(before);
    expect(await parkedStreams()).toBe(1);
    await register(services.profile.store, ['fourth'], sick);
    await services.arrived(['healthy', 'poison', 'second', 'third', 'fourth']);
    expect((await office.list({ limit: 9, status: 'replayed' })).items[0]).toMatchObject({
      settledBy: 'operator:test',
      reason: 'mended',
    });
  });

  it('replays everything a subscription has parked', async () => {
    behaviour.poison.clear();
    expect(await office.replay({ subscription: 'name-list' }, operator)).toEqual({ replayed: 4, failed: [] });
    expect(await parkedStreams()).toBe(0);
  });

  it('keeps what fails again, with its new error, and what was replayed before it', async () => {
    behaviour.poison.clear();
    behaviour.poison.add('third');
    const report = await office.replay(stream, operator);
    expect(report).toEqual({
      replayed: 2,
      failed: [{ id: await idOf(2), error: 'Error: planted poison: third' }],
    });
    await services.arrived(['healthy', 'poison', 'second']);
    expect(await office.show(await idOf(2))).toMatchObject({
      status: 'parked',
      attempts: 1,
      error: 'Error: planted poison: third',
    });
    await register(services.profile.store, ['fourth'], sick);
    await eventually(async () => expect(await ids()).toHaveLength(5));
  });

  it('refuses to replay one before those that came earlier in its stream', async () => {
    await expect(office.replay({ id: await idOf(1) }, operator)).rejects.toMatchObject({
      code: 'dead_letter_not_first',
    });
    await office.discard({ id: await idOf(0) }, operator);
    expect(await office.replay({ id: await idOf(1) }, operator)).toEqual({ replayed: 1, failed: [] });
    await services.arrived(['healthy', 'second']);
  });

  it('discards, keeps who and why, and sets the stream free', async () => {
    expect(await office.discard(stream, { by: 'operator:zoe', reason: 'a test brand' })).toEqual({
      discarded: 3,
    });
    expect(await office.show(await idOf(2))).toMatchObject({
      status: 'discarded',
      settledBy: 'operator:zoe',
      reason: 'a test brand',
    });
    await register(services.profile.store, ['fourth'], sick);
    await services.arrived(['healthy', 'fourth']);
  });

  it('refuses what does not exist or is settled', async () => {
    const unknown = { code: 'dead_letter_not_found', kind: 'not_found' };
    await expect(office.show('x')).rejects.toMatchObject(unknown);
    await expect(office.discard({ id: systemRuntime.ids.next() }, operator)).rejects.toMatchObject(unknown);
    await office.discard({ id: await idOf(3) }, operator);
    const settled = { code: 'dead_letter_settled', kind: 'conflict' };
    await expect(office.replay({ id: await idOf(3) }, operator)).rejects.toMatchObject(settled);
    await expect(office.discard({ id: await idOf(3) }, operator)).rejects.toMatchObject(settled);
    const elsewhere = new DeadLetterOffice(services.billing.database, []);
    await expect(elsewhere.replay(stream, operator)).rejects.toMatchObject({
      code: 'subscription_not_found',
    });
  });

  /** Otherwise an event could be set aside behind a stream that was just set free, and be forgotten there. */
  it('and the active worker never miss each other', async () => {
    behaviour.poison.clear();
    const expected = ['poison', 'second', 'third'];
    const replaying = (async () => {
      while ((await parkedStreams()) > 0) await office.replay({ subscription: 'name-list' }, operator);
    })();
    for (let round = 0; round < 20; round += 1) {
      await register(services.profile.store, [`more-${round}`], sick);
      expected.push(`more-${round}`);
    }
    await replaying;
    await eventually(async () => {
      await office.replay({ subscription: 'name-list' }, operator);
      const { rows } = await services.billing.database.pool.query<{ name: string }>(
        `select name from names where name not in ('healthy', 'venom') order by id`,
      );
      expect(rows.map(({ name }) => name)).toEqual(expected);
    });
    expect(await parkedStreams()).toBe(0);
  });
});
