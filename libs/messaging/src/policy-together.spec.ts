import { jest } from '@jest/globals';
import { systemRuntime } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { DeadLetterOffice } from './dead-letter-office.ts';
import type { Policy, Reaction } from './subscription.ts';
import { aProfile, register } from './testing/test-service.ts';
import { twoServices, type TwoServices } from './testing/two-services.ts';

jest.setTimeout(60_000);

const nameOf = ({ event }: Pick<Reaction, 'event'>): string => (event.data as { name: string }).name;
const streamOf = ({ event }: Reaction): string => event.streamId;

describe('a policy that reacts to many events together', () => {
  let services: TwoServices;
  beforeEach(async () => (services = await twoServices()));
  afterEach(() => services.close());

  const aStream = () => ({ profileId: aProfile(), id: systemRuntime.ids.next() });
  const status = async () => {
    const { rows } = await services.billing.database.pool.query<{ position: bigint; status: string }>(
      'select position, status from subscriptions',
    );
    return rows[0];
  };
  const position = async () => (await status())?.position;
  const letters = async () => {
    const { rows } = await services.billing.database.pool.query<{ number: bigint; attempts: number }>(
      'select number, attempts from dead_letters order by number',
    );
    return rows.map(({ number, attempts }) => [Number(number), attempts]);
  };
  /** Ten streams with five events each: `3:2` is the third one of the fourth. */
  const tell = async (): Promise<void> => {
    const streams = Array.from({ length: 10 }, aStream);
    for (let round = 0; round < 5; round += 1) {
      for (const [index, stream] of streams.entries())
        await register(services.profile.store, [`${index}:${round}`], stream);
    }
    services.profile.startRelay();
    await services.published(50);
  };
  const settled = () => eventually(async () => expect(await position()).toBe(50n), { withinMs: 30_000 });

  interface Seen {
    readonly calls: (readonly Reaction[])[];
    readonly alone: string[];
    readonly done: string[];
  }
  const listener = (fails: (name: string) => boolean, breaks?: () => Promise<never>) => {
    const seen: Seen = { calls: [], alone: [], done: [] };
    const policy: Required<Omit<Policy, 'onPoison'>> = {
      name: 'listener',
      source: 'profile',
      react: (event) => {
        const name = nameOf({ event });
        seen.alone.push(name);
        if (fails(name)) return Promise.reject(new Error('planted poison'));
        seen.done.push(name);
        return Promise.resolve();
      },
      reactTogether: (reactions) => {
        seen.calls.push(reactions);
        if (breaks) return breaks();
        const names = reactions.map(nameOf);
        seen.done.push(...names.filter((name) => !fails(name)));
        return Promise.resolve(names.map((name) => (fails(name) ? 'failed' : 'done')));
      },
    };
    return { policy, seen };
  };
  const ofStream = ({ done }: Seen, index: number) => done.filter((name) => name.startsWith(`${index}:`));
  const inOrder = (index: number, rounds: number) =>
    Array.from({ length: rounds }, (_, round) => `${index}:${round}`);

  it('is given one event of a stream at a time, in order, each once and as a command of its own', async () => {
    await tell();
    const { policy, seen } = listener(() => false);
    services.billing.startSubscriber(policy);
    await settled();
    for (const call of seen.calls) expect(new Set(call.map(streamOf)).size).toBe(call.length);
    for (let index = 0; index < 10; index += 1) expect(ofStream(seen, index)).toEqual(inOrder(index, 5));
    expect(seen.alone).toEqual([]);
    const causes = seen.calls.flat().map(({ event, context }) => [event.id, context.causationId]);
    expect(causes.every(([id, cause]) => id === cause)).toBe(true);
    const commandIds = seen.calls.flat().map(({ context }) => context.idempotency?.commandId);
    expect(new Set(commandIds).size).toBe(50);
    expect(await letters()).toEqual([]);
  });

  it('loses nothing but the stream of an event that is poison', async () => {
    await tell();
    const { policy, seen } = listener((name) => name === '3:2');
    services.billing.startSubscriber(policy);
    await settled();
    for (let index = 0; index < 10; index += 1)
      expect(ofStream(seen, index)).toEqual(inOrder(index, index === 3 ? 2 : 5));
    expect(new Set(seen.alone)).toEqual(new Set(['3:2']));
    expect(await letters()).toEqual([
      [24, 5],
      [34, 0],
      [44, 0],
    ]);
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('nothing of it works'))],
    [
      'throws',
      () => {
        throw new Error('nothing of it works');
      },
    ],
  ])('reacts to each alone where the call as a whole %s, and reports that', async (_, breaks) => {
    await tell();
    const { policy, seen } = listener((name) => name === '3:2', breaks);
    const troubles: string[] = [];
    services.billing.startSubscriber(policy, troubles);
    await settled();
    for (let index = 0; index < 10; index += 1)
      expect(ofStream(seen, index)).toEqual(inOrder(index, index === 3 ? 2 : 5));
    expect(await letters()).toEqual([
      [24, 5],
      [34, 0],
      [44, 0],
    ]);
    expect(troubles).toEqual(seen.calls.map(() => 'Error: nothing of it works'));
  });

  it('finishes the call it is in when it is stopped, and goes on from there', async () => {
    await tell();
    const { policy, seen } = listener(() => false);
    const call = Promise.withResolvers<void>();
    const stop = services.billing.startSubscriber({
      ...policy,
      reactTogether: async (reactions) => {
        const outcomes = await policy.reactTogether(reactions);
        await call.promise;
        return outcomes;
      },
    });
    await eventually(() => expect(seen.calls).toHaveLength(1));
    const stopped = stop();
    call.resolve();
    await stopped;
    expect(seen.calls).toHaveLength(1);
    expect(await position()).toBe(BigInt(seen.done.length));
    services.billing.startSubscriber(policy);
    await settled();
    for (let index = 0; index < 10; index += 1) expect(ofStream(seen, index)).toEqual(inOrder(index, 5));
    expect(seen.alone).toEqual([]);
  });

  it('stands still before poison when it halts, and does nothing twice once that is discarded', async () => {
    await tell();
    const { policy, seen } = listener((name) => name === '3:2');
    const halting: Policy = { ...policy, onPoison: 'halt' };
    services.billing.startSubscriber(halting);
    await eventually(async () => expect(await status()).toMatchObject({ position: 23n, status: 'halted' }), {
      withinMs: 30_000,
    });
    expect(await letters()).toEqual([[24, 5]]);
    const office = new DeadLetterOffice(services.billing.database, [halting]);
    await office.discard({ subscription: 'listener' }, { by: 'operator:test', reason: 'for the test' });
    await settled();
    const withoutPoison = (index: number) => inOrder(index, 5).filter((name) => name !== '3:2');
    for (let index = 0; index < 10; index += 1) expect(ofStream(seen, index)).toEqual(withoutPoison(index));
  });
});
