import { jest } from '@jest/globals';
import { profileRegistered } from '@clipcast/contracts';
import { openDatabase } from '@clipcast/event-store';
import { bareId, prefixed, systemRuntime, type ReservationId } from '@clipcast/kernel';
import { neighbour } from '@clipcast/messaging/testing';
import { createTestDatabase, eventually, testNats } from '@clipcast/testing';
import { aProfileId } from '../../testing/builders.ts';
import { BillingProcess, type Answer } from './testing/billing-process.ts';

jest.setTimeout(600_000);

const KEY = 'operator-key-for-tests';
const JOBS = 12;
const soon = <T>(check: () => Promise<T>) => eventually(check, { withinMs: 120_000 });

/** One call that costs money: a hold, made hard, and settled or released; every third is released. */
interface Job {
  readonly id: ReservationId;
  readonly isReleased: boolean;
}

/**
 * The process is killed with SIGKILL while all jobs are in the middle of a step, and again after it; then each repeats the
 * step with the same ids, as one does who has had no answer.
 */
describe('a process that is killed between and within the steps of reservations', () => {
  it('leaks no hold and settles none twice', async () => {
    const [nats, testDatabase] = await Promise.all([testNats(), createTestDatabase()]);
    const database = openDatabase(testDatabase.url, 2);
    const profile = await neighbour('profile', nats.url);
    const start = () =>
      new BillingProcess(
        {
          PORT: '0',
          DATABASE_URL: testDatabase.url,
          NATS_URL: nats.url,
          CLIPCAST_OPERATOR_KEY: KEY,
          LOG_LEVEL: 'info',
        },
        KEY,
      );
    let billing = start();
    const acme = aProfileId();
    const path = `/profiles/${acme}`;
    try {
      await profile.says(acme, { type: profileRegistered.type, data: { name: 'Acme', slug: 'acme' } });
      const serves = async () => expect((await billing.ask('GET', `${path}/budget`)).status).toBe(200);
      await soon(serves);

      const jobs = Array.from({ length: JOBS }, (_, index): Job => ({
        id: prefixed('rsv', systemRuntime.ids.next()),
        isReleased: index % 3 === 0,
      }));
      const steps: readonly ((job: Job) => Promise<Answer>)[] = [
        ({ id }) =>
          billing.ask('POST', `${path}/reservations`, {
            id,
            amountUsd: '1',
            purpose: 'crash',
            ttlSeconds: 86_400,
          }),
        // Whoever hardens for the first time is told so once; with a key a repetition of his is told the same.
        ({ id }) =>
          billing.ask('POST', `${path}/reservations/${id}/harden`, undefined, {
            'idempotency-key': `harden-${id}`,
          }),
        ({ id, isReleased }) =>
          isReleased
            ? billing.ask('POST', `${path}/reservations/${id}/release`)
            : billing.ask('POST', `${path}/reservations/${id}/settle`, { amountUsd: '0.3' }),
      ];
      const restart = async () => {
        await billing.kill();
        billing = start();
        await soon(serves);
      };
      let unanswered = 0;
      for (const step of steps) {
        // The first few are answered; as soon as one is, the others are cut off where they are.
        const calls = jobs.map((job) => step(job));
        const outcomes = Promise.allSettled(calls);
        await Promise.any(calls);
        await restart();
        unanswered += (await outcomes).filter(({ status }) => status === 'rejected').length;
        const first = await Promise.all(jobs.map((job) => step(job)));
        for (const { status } of first) expect([200, 201]).toContain(status);
        await restart();
        // After the answer it is the same again, whatever the process remembers.
        expect((await Promise.all(jobs.map((job) => step(job)))).map(({ body }) => body)).toEqual(
          first.map(({ body }) => body),
        );
      }
      process.stdout.write(`killed 6 times; ${unanswered} of ${3 * JOBS} calls had no answer\n`);

      const counts = await database.db
        .selectFrom('events')
        .select(({ fn }) => ['type', fn.countAll<bigint>().as('count')])
        .where('profile_id', '=', bareId(acme))
        .where('type', 'like', 'Reservation%')
        .groupBy('type')
        .execute();
      expect(Object.fromEntries(counts.map(({ type, count }) => [type, Number(count)]))).toEqual({
        ReservationOpened: JOBS,
        ReservationHardened: JOBS,
        ReservationSettled: (JOBS * 2) / 3,
        ReservationReleased: JOBS / 3,
      });
      expect((await billing.ask('GET', `${path}/budget`)).body).toMatchObject({
        spentUsd: '2.400000',
        reservedUsd: '0.000000',
      });
      expect((await billing.ask('GET', `${path}/reservations?status=open`)).body).toEqual({ items: [] });
    } finally {
      await billing.kill();
      await database.close();
      await profile.close();
      await nats.stop();
      await testDatabase.drop();
    }
  });
});
