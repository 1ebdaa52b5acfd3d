import { jest } from '@jest/globals';
import { DomainError, systemRuntime } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { connect, headers } from '@nats-io/transport-node';
import { DeadLetterOffice } from './dead-letter-office.ts';
import type { Policy } from './subscription.ts';
import { nameList, writtenNames, type NameListBehaviour } from './testing/name-list.ts';
import { aProfile, numbered, register } from './testing/test-service.ts';
import { twoServices, type TwoServices } from './testing/two-services.ts';

jest.setTimeout(30_000);

describe('poison', () => {
  let services: TwoServices;
  beforeEach(async () => (services = await twoServices()));
  afterEach(() => services.close());

  const aStream = () => ({ profileId: aProfile(), id: systemRuntime.ids.next() });
  const letters = async () => {
    const { rows } = await services.billing.database.pool.query<{ number: bigint; attempts: number }>(
      'select number, attempts from dead_letters order by number',
    );
    return rows.map(({ number, attempts }) => [Number(number), attempts]);
  };
  const status = async () => {
    const { rows } = await services.billing.database.pool.query<{
      status: string;
      position: bigint;
      error: string | null;
    }>('select status, position, error from subscriptions');
    return rows[0];
  };
  const operator = { by: 'operator:test', reason: 'for the test' };

  it('in a batch of many streams parks its own, and the rest of the batch is written in order', async () => {
    const { profile, billing, published, arrived } = services;
    profile.startRelay();
    const [first, second] = [aStream(), aStream()];
    await register(profile.store, numbered(0, 20));
    await register(profile.store, ['poison-a', 'after-a'], first);
    await register(profile.store, numbered(20, 20));
    await register(profile.store, ['before-b', 'poison-b', 'after-b'], second);
    await register(profile.store, numbered(40, 20));
    await published(65);
    const batches: (readonly string[])[] = [];
    billing.startSubscriber(
      nameList({
        poison: new Set(['poison-a', 'poison-b']),
        onBatch: (names) => void batches.push(names),
      }),
    );
    await arrived([...numbered(0, 20), ...numbered(20, 20), 'before-b', ...numbered(40, 20)]);
    await eventually(async () => expect((await status())?.position).toBe(65n));
    expect(await letters()).toEqual([
      [21, 5],
      [22, 0],
      [44, 5],
      [45, 0],
    ]);
    // How much arrives at once is the network's business; that poison came together with others is what matters here.
    const withPoison = batches.filter((names) => names.includes('poison-a'));
    expect(withPoison.some((names) => names.some((name) => !name.endsWith('-a')))).toBe(true);
  });

  /** The batch is given again after trouble; what was committed before the trouble must not be. */
  it('and trouble that passes in the middle of its batch repeat nothing', async () => {
    const { profile, billing, published, arrived } = services;
    profile.startRelay();
    await register(profile.store, ['one', 'two', 'poison', 'three', 'four']);
    await published(5);
    let down = true;
    billing.startSubscriber(
      nameList({
        poison: new Set(['poison']),
        onBatch: ([first, second]) => {
          if (first !== 'two' || second !== undefined || !down) return;
          down = false;
          throw new DomainError('down', 'unavailable', 'Down for now.');
        },
      }),
    );
    await arrived(['one', 'two', 'three', 'four']);
    expect(down).toBe(false);
    expect(await letters()).toEqual([[3, 5]]);
  });

  /** What is parked goes along in the batch of its neighbours: a busy parked stream must not slow them down. */
  it('leaves batches whole once it is parked', async () => {
    const { profile, billing, published, arrived } = services;
    const stopRelay = profile.startRelay();
    const sick = aStream();
    const batches: number[] = [];
    billing.startSubscriber(
      nameList({ poison: new Set(['poison']), onBatch: (names) => void batches.push(names.length) }),
    );
    await register(profile.store, ['poison'], sick);
    await eventually(async () => expect(await letters()).toEqual([[1, 5]]));
    await stopRelay();
    batches.length = 0;
    for (let round = 0; round < 3; round += 1) {
      await register(profile.store, [`sick-${round}`], sick);
      await register(profile.store, numbered(round * 10, 10));
    }
    profile.startRelay();
    await published(34);
    await arrived(numbered(0, 30));
    await eventually(async () => expect(await letters()).toHaveLength(4));
    expect(batches.reduce((sum, size) => sum + size, 0)).toBe(30);
  });

  it('that breaks its contract is set aside at once, also with what PostgreSQL refuses as jsonb', async () => {
    const { nats, profile, billing, published, arrived } = services;
    profile.startRelay();
    await register(profile.store, ['one']);
    await published(1);
    const { epoch } = await profile.store.head();
    const connection = await connect({ servers: nats.url });
    const broken = headers();
    const fields = {
      'ce-type': 'clipcast.profile.ProfileRegistered.v1',
      'ce-id': systemRuntime.ids.next(),
      'ce-subject': 'nobody',
      'Clipcast-Number': '2',
      'Clipcast-Epoch': epoch,
    };
    for (const [name, value] of Object.entries(fields)) broken.set(name, value);
    await connection.request('clipcast.profile.ProfileRegistered', '{"name":"\\u0000"}', {
      headers: broken,
      timeout: 5_000,
    });
    await connection.close();
    billing.startSubscriber(nameList());
    await eventually(async () => expect(await letters()).toEqual([[2, 1]]));
    await arrived(['one']);
  });

  describe('in a subscription that halts', () => {
    const halted = async () => {
      const { profile, billing, arrived } = services;
      const behaviour: NameListBehaviour = { poison: new Set(['poison']) };
      const subscription = nameList(behaviour, { onPoison: 'halt' });
      const stop = billing.startSubscriber(subscription);
      profile.startRelay();
      await register(profile.store, ['one', 'poison', 'two']);
      await arrived(['one']);
      await eventually(async () => expect((await status())?.status).toBe('halted'), { withinMs: 10_000 });
      expect((await status())?.position).toBe(1n);
      expect((await status())?.error).toContain('Event 2');
      const office = new DeadLetterOffice(billing.database, [subscription]);
      const [letter] = (await office.list({ limit: 10 })).items;
      return { behaviour, subscription, stop, office, id: letter?.id ?? '' };
    };

    it('stops everything until it is discarded', async () => {
      const { office, id } = await halted();
      await office.discard({ id }, operator);
      await services.arrived(['one', 'two']);
      await eventually(async () => expect(await status()).toMatchObject({ status: 'running', position: 3n }));
    });

    it('is written once when it is replayed, also after a restart', async () => {
      const { office, id, behaviour, subscription, stop } = await halted();
      await stop();
      services.billing.startSubscriber(subscription);
      behaviour.poison.clear();
      expect(await office.replay({ id }, operator)).toEqual({ replayed: 1, failed: [] });
      await services.arrived(['one', 'poison', 'two']);
      await eventually(async () => expect((await status())?.position).toBe(3n));
      expect(await writtenNames(services.billing.database)).toHaveLength(3);
    });

    it('stays where it is while it fails again', async () => {
      const { office, id } = await halted();
      const report = await office.replay({ id }, operator);
      expect(report).toEqual({ replayed: 0, failed: [{ id, error: 'Error: planted poison: poison' }] });
      expect(await status()).toMatchObject({ position: 1n, status: 'halted' });
    });
  });

  describe('in a policy', () => {
    const listener = (react: (name: string) => Promise<void>, onPoison?: 'halt'): Policy => ({
      name: 'listener',
      source: 'profile',
      ...(onPoison && { onPoison }),
      react: (event) => react((event.data as { name: string }).name),
    });

    it('holds nobody else up longer than its tries, and each stream keeps its order', async () => {
      const { profile, billing, published } = services;
      profile.startRelay();
      const streams = Array.from({ length: 10 }, aStream);
      for (let round = 0; round < 5; round += 1) {
        for (const [index, stream] of streams.entries())
          await register(profile.store, [`${index}:${round}`], stream);
      }
      await published(50);
      const seen: string[] = [];
      let running = 0;
      let runningMax = 0;
      billing.startSubscriber(
        listener(async (name) => {
          running += 1;
          runningMax = Math.max(runningMax, running);
          await systemRuntime.timers.sleep(5 * systemRuntime.random.fraction());
          running -= 1;
          if (name === '3:2') throw new Error('planted poison');
          seen.push(name);
        }),
      );
      await eventually(async () => expect((await status())?.position).toBe(50n), { withinMs: 10_000 });
      for (let index = 0; index < 10; index += 1) {
        const ofStream = seen.filter((name) => name.startsWith(`${index}:`));
        const rounds = index === 3 ? [0, 1] : [0, 1, 2, 3, 4];
        expect(ofStream).toEqual(rounds.map((round) => `${index}:${round}`));
      }
      expect(runningMax).toBe(10);
      expect(await letters()).toEqual([
        [24, 5],
        [34, 0],
        [44, 0],
      ]);
    });

    it('that halts does not move past it, although others were done', async () => {
      const { profile, billing, published } = services;
      profile.startRelay();
      await register(profile.store, ['one', 'poison', 'two']);
      await published(3);
      const seen: string[] = [];
      const policy = listener((name) => {
        if (name === 'poison') return Promise.reject(new Error('planted poison'));
        seen.push(name);
        return Promise.resolve();
      }, 'halt');
      billing.startSubscriber(policy);
      await eventually(async () => expect((await status())?.status).toBe('halted'), { withinMs: 10_000 });
      expect(await status()).toMatchObject({ position: 1n });
      const office = new DeadLetterOffice(billing.database, [policy]);
      await office.discard({ subscription: 'listener' }, operator);
      await eventually(async () => expect((await status())?.position).toBe(3n));
      expect(seen).toEqual(['one', 'two']);
    });
  });
});
