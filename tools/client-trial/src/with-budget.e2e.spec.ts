import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import {
  HoldEnded,
  NothingSpent,
  PriceUnknown,
  QuotaExceeded,
  UnsettledSpend,
  withBudget,
  type Outcome,
} from '@clipcast/client';
import { aReservationId, characters, NOON, spendingWorld } from './testing/spending-world.ts';

jest.setTimeout(180_000);

type World = Awaited<ReturnType<typeof spendingWorld>>;
let world: World;
beforeAll(async () => (world = await spendingWorld()));
afterAll(() => world.close());
beforeEach(() => {
  world.setClock(NOON);
  world.proxy.forgive();
  world.proxy.arrived.splice(0);
});

const purpose = 'narration';
const estimate = { amountUsd: '1', purpose };

/** A paid call that counts how often it was made. */
const paidCall = (spent: Outcome<string>['spent'] = { amountUsd: '0.4' }) => {
  const call = { times: 0, run: () => ((call.times += 1), Promise.resolve({ value: 'audio', spent })) };
  return call;
};

const thrownBy = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  );

describe('a call within a budget', () => {
  it('is booked with what it really used, less or more than was held', async () => {
    const profileId = await world.profileWith('10.000000');
    const spend = (quantity: number) =>
      withBudget(world.client, { profileId, estimate: { usage: characters(1_800), purpose } }, (hold) => {
        expect(hold).toMatchObject({ month: '2030-03', amountUsd: '1.800000' });
        const spent = { usage: characters(quantity), source: { job: 'j-1' } };
        return Promise.resolve({ value: 'audio', spent });
      });
    expect(await spend(1_500)).toMatchObject({
      value: 'audio',
      settlement: { heldUsd: '1.800000', spentUsd: '1.500000', overrunUsd: '0.000000' },
    });
    expect(await spend(2_000)).toMatchObject({
      settlement: { spentUsd: '2.000000', overrunUsd: '0.200000' },
    });
    expect(await world.budgetOf(profileId)).toMatchObject({ spentUsd: '3.500000', reservedUsd: '0.000000' });
    expect(await world.costsOf(profileId)).toMatchObject({
      items: [
        { quantity: '2000', source: { job: 'j-1' }, price: { unitPriceUsd: '1' } },
        { quantity: '1500', model: 'eleven_multilingual_v2' },
      ],
    });
    expect(world.proxy.arrived).toEqual([
      'reservations',
      'harden',
      'settle',
      'reservations',
      'harden',
      'settle',
    ]);
  });

  it('is hard before it begins, and costs nothing when it says so', async () => {
    const profileId = await world.profileWith('10.000000');
    const { settlement } = await withBudget(world.client, { profileId, estimate }, async ({ id }) => {
      expect(await world.reservationsOf(profileId)).toMatchObject([{ id, class: 'hard', status: 'open' }]);
      return { value: 'from the cache', spent: 'nothing' };
    });
    expect(settlement).toBeNull();
    expect(await world.reservationsOf(profileId)).toMatchObject([{ status: 'released' }]);
  });

  it('is not made when it does not fit, or has no price', async () => {
    const profileId = await world.profileWith('0.500000');
    const call = paidCall();
    const refused = await thrownBy(withBudget(world.client, { profileId, estimate }, call.run));
    expect(refused).toBeInstanceOf(QuotaExceeded);
    expect(refused).toMatchObject({
      code: 'quota_exceeded',
      status: 402,
      remainingUsd: '0.500000',
      requestedUsd: '1.000000',
      resetsAt: '2030-04-01T00:00:00.000Z',
    });
    const usage = characters(10, { model: 'unheard-of' });
    const unknown = await thrownBy(
      withBudget(world.client, { profileId, estimate: { usage, purpose } }, call.run),
    );
    expect(unknown).toBeInstanceOf(PriceUnknown);
    expect(unknown).toMatchObject({ status: 422, model: 'unheard-of', unit: 'character', plan: null });
    expect([call.times, world.proxy.arrived]).toEqual([0, ['reservations', 'reservations']]);
  });

  it('frees its money when it throws that nothing was spent, and keeps it when it throws anything else', async () => {
    const profileId = await world.profileWith('10.000000');
    const refusal = new NothingSpent('The voice does not exist.');
    const run = (error: Error) =>
      withBudget(world.client, { profileId, estimate }, () => Promise.reject(error));
    expect(await thrownBy(run(refusal))).toBe(refusal);
    expect(await world.budgetOf(profileId)).toMatchObject({ reservedUsd: '0.000000' });
    const broken = new Error('socket hang up');
    const left = await thrownBy(run(broken));
    expect(left).toBeInstanceOf(UnsettledSpend);
    expect(left).toMatchObject({ code: 'outcome_unknown', profileId, cause: broken });
    const { reservationId } = left as UnsettledSpend;
    const [open] = (await world.reservationsOf(profileId)).filter(({ status }) => status === 'open');
    expect(open).toMatchObject({ id: reservationId, class: 'hard', purpose });
  });

  it('is not lost when it cannot be booked', async () => {
    const profileId = await world.profileWith('10.000000');
    world.proxy.willHappen(/settle$/, 503, 4);
    const id = aReservationId();
    const call = paidCall();
    const left = await thrownBy(withBudget(world.client, { profileId, id, estimate }, call.run));
    expect(left).toBeInstanceOf(UnsettledSpend);
    expect(left).toMatchObject({
      code: 'not_settled',
      reservationId: id,
      value: 'audio',
      spent: { amountUsd: '0.4' },
    });
    const recover = () => Promise.resolve({ value: 'audio', spent: { amountUsd: '0.4' } });
    await withBudget(world.client, { profileId, id, estimate, recover }, call.run);
    expect(call.times).toBe(1);
    expect(await world.budgetOf(profileId)).toMatchObject({ spentUsd: '0.400000', reservedUsd: '0.000000' });
  });
});

describe('answers that are lost', () => {
  it.each([
    ['reservations', 'answer lost'],
    ['harden', 'answer lost'],
    ['settle', 'answer lost'],
    ['reservations', 503],
    ['harden', 429],
    ['settle', 503],
  ] as const)('to %s (%s): one hold, one call, booked once', async (path, mishap) => {
    const profileId = await world.profileWith('1.000000');
    world.proxy.willHappen(new RegExp(`${path}$`), mishap, 2);
    const call = paidCall();
    await withBudget(world.client, { profileId, estimate }, call.run);
    expect(world.proxy.arrived.filter((came) => came === path)).toHaveLength(3);
    expect(call.times).toBe(1);
    expect(await world.reservationsOf(profileId)).toMatchObject([
      { status: 'settled', spentUsd: '0.400000' },
    ]);
    expect(await world.costsOf(profileId)).toMatchObject({ count: 1, totalUsd: '0.400000' });
  });

  it('to a release: released once', async () => {
    const profileId = await world.profileWith('1.000000');
    world.proxy.willHappen(/release$/, 'answer lost', 2);
    await withBudget(world.client, { profileId, estimate }, paidCall('nothing').run);
    expect(await world.budgetOf(profileId)).toMatchObject({ reservedUsd: '0.000000', spentUsd: '0.000000' });
  });

  it('to every try of hardening: the call is not made, and its money is free', async () => {
    const profileId = await world.profileWith('1.000000');
    world.proxy.willHappen(/harden$/, 'answer lost', 4);
    const call = paidCall();
    const error = await thrownBy(withBudget(world.client, { profileId, estimate }, call.run));
    expect(error).toMatchObject({ code: 'unreachable', status: undefined });
    expect(call.times).toBe(0);
    expect(await world.budgetOf(profileId)).toMatchObject({ reservedUsd: '0.000000' });
  });
});

describe('the same id again', () => {
  it('goes on where the call was not begun', async () => {
    const profileId = await world.profileWith('1.000000');
    const id = aReservationId();
    const path = { profileId };
    const body = { id, amountUsd: '1', purpose };
    await world.client.billing.POST('/v1/profiles/{profileId}/reservations', { params: { path }, body });
    const call = paidCall();
    expect(await withBudget(world.client, { profileId, id, estimate }, call.run)).toMatchObject({
      reservationId: id,
      settlement: { spentUsd: '0.400000' },
    });
    expect(call.times).toBe(1);
  });

  it('of two at the same time, one makes the call', async () => {
    const profileId = await world.profileWith('1.000000');
    const id = aReservationId();
    const call = paidCall();
    const both = await Promise.allSettled(
      [1, 2].map(() => withBudget(world.client, { profileId, id, estimate }, call.run)),
    );
    expect(call.times).toBe(1);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('of one that is settled makes no call, and gives its value again to whoever can recover it', async () => {
    const profileId = await world.profileWith('1.000000');
    const id = aReservationId();
    const call = paidCall();
    const first = await withBudget(world.client, { profileId, id, estimate }, call.run);
    const again = await thrownBy(withBudget(world.client, { profileId, id, estimate }, call.run));
    expect(again).toBeInstanceOf(HoldEnded);
    expect(again).toMatchObject({ ended: 'settled', code: 'reservation_already_settled' });
    const recover = () => Promise.resolve({ value: 'audio', spent: { amountUsd: '0.4' } });
    expect(await withBudget(world.client, { profileId, id, estimate, recover }, call.run)).toEqual(first);
    expect(call.times).toBe(1);
    expect(await world.costsOf(profileId)).toMatchObject({ count: 1 });
  });

  it('of one that has expired makes no call', async () => {
    const profileId = await world.profileWith('1.000000');
    const body = { id: aReservationId(), amountUsd: '1', purpose };
    const params = { path: { profileId } };
    await world.client.billing.POST('/v1/profiles/{profileId}/reservations', { params, body });
    world.setClock('2030-03-15T12:15:00.000Z');
    const call = paidCall();
    const late = await thrownBy(withBudget(world.client, { profileId, id: body.id, estimate }, call.run));
    expect(late).toMatchObject({ name: 'HoldEnded', ended: 'expired' });
    expect(call.times).toBe(0);
  });

  it('after kill -9 in the middle of the call: not made again, settled by who knows, once', async () => {
    const profileId = await world.profileWith('1.000000');
    const id = aReservationId();
    const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
    const hooks = here('../../../libs/service-kit/src/testing/swc-hooks.mjs');
    const child = spawn(
      process.execPath,
      [
        '--conditions=@clipcast/source',
        `--import=${hooks}`,
        here('./testing/spend-main.ts'),
        world.proxy.url,
        world.operatorKey,
        profileId,
        id,
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    expect(said.toString()).toContain('the call has begun');
    child.kill('SIGKILL');
    await once(child, 'close');

    const killed = { amountUsd: '1', purpose: 'killed' };
    const call = paidCall();
    const spend = (recover?: () => Promise<Outcome<string> | undefined>) =>
      withBudget(
        world.client,
        { profileId, id, estimate: killed, ...(recover ? { recover } : {}) },
        call.run,
      );
    for (const recover of [undefined, () => Promise.resolve(undefined)])
      expect(await thrownBy(spend(recover))).toMatchObject({ code: 'outcome_unknown', reservationId: id });
    expect(await world.budgetOf(profileId)).toMatchObject({ reservedUsd: '1.000000' });
    const found = { value: 'found', spent: { amountUsd: '0.9' } };
    expect(await spend(() => Promise.resolve(found))).toMatchObject({ value: 'found' });
    expect(call.times).toBe(0);
    expect(await world.budgetOf(profileId)).toMatchObject({ spentUsd: '0.900000', reservedUsd: '0.000000' });
  });
});
