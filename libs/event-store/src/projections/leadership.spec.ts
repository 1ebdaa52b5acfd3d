import { systemRuntime } from '@clipcast/kernel';
import { createTestDatabase, eventually, type TestDatabase } from '@clipcast/testing';
import { LeaderSession } from './leader-session.ts';
import { Leadership } from './leadership.ts';

describe('leadership', () => {
  let database: TestDatabase;
  const open = LeaderSession.open.bind(LeaderSession);
  beforeAll(async () => (database = await createTestDatabase()));
  afterEach(() => (LeaderSession.open = open));
  afterAll(() => database.drop());

  const lead = (leadership: Leadership) => {
    const stop = new AbortController();
    let leads = 0;
    const held = leadership.hold('task', stop.signal, async (signal) => {
      leads += 1;
      await systemRuntime.timers.sleep(60_000, signal);
    });
    return { leads: () => leads, stop: () => (stop.abort(), held) };
  };

  /** A failover in the very moment of connecting: the loss is there before anybody listens for it. */
  it('is won by a new session when the first one was lost while it was opened', async () => {
    let opened = 0;
    LeaderSession.open = async (...where) => {
      const session = await open(...where);
      opened += 1;
      if (opened === 1) await session.close();
      return session;
    };
    const leadership = new Leadership(database.url, systemRuntime);
    const { leads, stop } = lead(leadership);
    await eventually(() => expect(leads()).toBe(1));
    await stop();
    await leadership.close();
    expect(opened).toBe(2);
  });

  it('is held by one of two, and passes on when that one is gone', async () => {
    const [first, second] = [
      new Leadership(database.url, systemRuntime),
      new Leadership(database.url, systemRuntime),
    ];
    const holder = lead(first);
    await eventually(() => expect(holder.leads()).toBe(1));
    const standby = lead(second);
    await first.close();
    await eventually(() => expect(standby.leads()).toBe(1));
    await Promise.all([holder.stop(), standby.stop()]);
    await Promise.all([first.close(), second.close()]);
  });

  it('tells what ended it, and is tried again', async () => {
    const troubles: string[] = [];
    const leadership = new Leadership(database.url, systemRuntime, (worker, error) =>
      troubles.push(`${worker}: ${String(error)}`),
    );
    const stop = new AbortController();
    let leads = 0;
    const held = leadership.hold('fragile', stop.signal, () => {
      leads += 1;
      return leads === 1 ? Promise.reject(new Error('planted')) : Promise.resolve();
    });
    await eventually(() => expect(leads).toBeGreaterThan(1));
    expect(troubles).toEqual(['leadership of fragile: Error: planted']);
    stop.abort();
    await held;
    await leadership.close();
  });
});
