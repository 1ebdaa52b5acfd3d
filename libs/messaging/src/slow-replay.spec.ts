import { jest } from '@jest/globals';
import { systemRuntime } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { DeadLetterOffice } from './dead-letter-office.ts';
import type { Policy } from './subscription.ts';
import { aProfile, numbered, register } from './testing/test-service.ts';
import { twoServices, type TwoServices } from './testing/two-services.ts';

jest.setTimeout(30_000);

let services: TwoServices;
beforeEach(async () => (services = await twoServices()));
afterEach(() => services.close());

/** Otherwise the session would be ended for being idle, nothing would be kept, and every attempt would end like that. */
it('a replay of slow commands keeps what is done every two seconds', async () => {
  const { profile, billing } = services;
  const { pool } = billing.database;
  const countOf = async (status: string) => {
    const { rows } = await pool.query('select from dead_letters where status = $1', [status]);
    return rows.length;
  };
  let nowMs = 0;
  let mended = false;
  const keptBefore: number[] = [];
  const slow: Policy = {
    name: 'slow',
    source: 'profile',
    react: async () => {
      if (!mended) throw new Error('planted');
      keptBefore.push(await countOf('replayed'));
      nowMs += 900;
    },
  };
  const clock = { now: () => systemRuntime.clock.now(), monotonicMs: () => nowMs };
  const office = new DeadLetterOffice(billing.database, [slow], clock);
  profile.startRelay();
  billing.startSubscriber(slow);
  await register(profile.store, numbered(0, 8), { profileId: aProfile(), id: systemRuntime.ids.next() });
  await eventually(async () => expect(await countOf('parked')).toBe(8), { withinMs: 20_000 });
  mended = true;
  const settlement = { by: 'operator:test', reason: 'mended' };
  expect(await office.replay({ subscription: 'slow' }, settlement)).toEqual({ replayed: 8, failed: [] });
  expect(keptBefore).toEqual([0, 0, 0, 3, 3, 3, 6, 6]);
  expect(await countOf('replayed')).toBe(8);
});
