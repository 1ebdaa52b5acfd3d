import { jest } from '@jest/globals';
import { eventVersions, UnknownVersionError } from '@clipcast/contracts';
import { systemRuntime } from '@clipcast/kernel';
import { EventStore } from './event-store.ts';
import type { DomainEvent } from './events.ts';
import { aStream, byOperator } from '../testing/counter.ts';
import { openTestLog } from '../testing/open-test-log.ts';

jest.setTimeout(60_000);
const WARNING = {
  type: 'QuotaWarningReached',
  data: {
    month: '2026-11',
    spentUsd: '9.000000',
    reservedUsd: '0.000000',
    limitUsd: '10.000000',
    enforcement: 'hard',
    thresholdPercent: 90,
  },
};
/** More than is kept of the end. */
const MANY = 2_500;

describe('those who follow the log', () => {
  let log: Awaited<ReturnType<typeof openTestLog>>;
  let written = 0;
  beforeEach(async () => {
    log = await openTestLog();
    written = 0;
  });
  afterEach(() => log.close());

  /** Every third fact is public. */
  const factOf = (by: number): DomainEvent => (by % 3 === 0 ? WARNING : { type: 'Counted', data: { by } });
  const write = async (count: number): Promise<void> => {
    const facts = Array.from({ length: count }, () => factOf((written += 1)));
    for (let from = 0; from < count; from += 1_000)
      await log.store.append([
        {
          stream: aStream(),
          expectedVersion: 0,
          events: facts.slice(from, from + 1_000),
          context: byOperator(),
        },
      ]);
  };
  const idsOf = (events: readonly { readonly id: string }[]) => events.map(({ id }) => id);
  const seesTheLog = async (after: bigint, limit: number): Promise<void> => {
    const [seen, there] = await Promise.all([
      log.store.follow(after, limit),
      log.store.readAll(after, limit),
    ]);
    expect(idsOf(seen)).toEqual(idsOf(there));
    const [publicSeen, publicThere] = await Promise.all([
      log.store.followPublic(after, limit),
      log.store.readPublic(after, limit),
    ]);
    expect(idsOf(publicSeen)).toEqual(idsOf(publicThere));
  };
  const everybodySees = async (): Promise<void> => {
    const { position } = await log.store.head();
    const places = [0n, 1n, position / 3n, position / 2n, position - 700n, position - 2n, position];
    await Promise.all(
      places
        .filter((place) => place >= 0n)
        .flatMap((place) => [1, 10, 1_000].map((limit) => seesTheLog(place, limit))),
    );
  };

  it('see what is in it, wherever they are, while it grows past what is kept', async () => {
    await everybodySees();
    for (const count of [1, 3, 200, MANY, 1, 40]) {
      await write(count);
      await everybodySees();
    }
  });

  it('share the facts, so that each is taken apart once', async () => {
    await write(3);
    const [first, second] = [await log.store.follow(0n), await log.store.follow(1n)];
    await write(1);
    const later = await Promise.all([2n, 3n].map((after) => log.store.follow(after)));
    expect(second.map(({ position }) => position)).toEqual([2n, 3n]);
    expect(second[0]).toBe(first[1]);
    expect(later.map((events) => events.at(-1)?.position)).toEqual([4n, 4n]);
    expect(later[0]?.at(-1)).toBe(later[1]?.at(-1));
    expect((await log.store.followPublic(0n))[0]?.position).toBe(3n);
    expect(await log.store.followPublic(1n)).toEqual([]);
  });

  it('get all public facts they asked for, also when more have come than are read at a time', async () => {
    await write(3);
    await log.store.follow(0n);
    await write(MANY);
    expect(await log.store.followPublic(1n)).toHaveLength(Math.floor(written / 3) - 1);
  });

  it('are told nothing from memory once the database was put back', async () => {
    const { pool } = log.database;
    const put = async (back: number) => {
      await pool.query('alter table events disable trigger events_are_facts');
      await pool.query('delete from events where position > $1', [back]);
      await pool.query('update log_head set position = $1, public_number = $2', [back, Math.floor(back / 3)]);
      written = back;
    };
    await write(7);
    await everybodySees();
    await put(4);
    await everybodySees();
    await write(6);
    await everybodySees();
    await put(5);
    await write(5);
    await everybodySees();
  });

  it('get the public facts although a newer release has written private ones', async () => {
    await write(3);
    await log.store.follow(0n);
    const cents = eventVersions('billing', { Counted: [({ by }) => ({ cents: Number(by) * 100 })] });
    const newer = new EventStore('billing', log.database, systemRuntime, cents);
    const append = (events: readonly DomainEvent[]) =>
      newer.append([{ stream: aStream(), expectedVersion: 0, events, context: byOperator() }]);
    for (const count of [1, 2]) {
      await append([{ type: 'Counted', data: { cents: 5 } }, WARNING]);
      expect(idsOf(await log.store.followPublic(1n))).toEqual(idsOf(await newer.readPublic(1n)));
      expect(await log.store.followPublic(1n)).toHaveLength(count);
      await expect(log.store.follow(3n)).rejects.toThrow(UnknownVersionError);
      expect(await log.store.follow(0n, 3)).toHaveLength(3);
    }
    expect(idsOf(await newer.follow(3n))).toEqual(idsOf(await newer.readAll(3n)));
  });
});
