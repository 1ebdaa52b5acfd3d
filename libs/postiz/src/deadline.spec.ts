import { systemRuntime, type Clock, type Runtime } from '@clipcast/kernel';
import { createEgressPolicy } from './egress/egress-policy.ts';
import { startDeadline } from './deadline.ts';
import { aDraft } from './testing/a-draft.ts';
import { clientFor, troubleOf } from './testing/client-for.ts';
import { httpAnswer, startRawServer } from './testing/raw-server.ts';

/** A clock that can be put forward; its timers are the real ones, as after a pause in which none could run. */
const movableClock = () => {
  const ahead = { monotonicMs: 0, wallMs: 0 };
  const clock: Clock = {
    now: () => new Date(systemRuntime.clock.now().getTime() + ahead.wallMs),
    monotonicMs: () => systemRuntime.clock.monotonicMs() + ahead.monotonicMs,
  };
  return { ahead, clock };
};

it.each(['monotonicMs', 'wallMs'] as const)('is over as soon as %s says so', (which) => {
  const { ahead, clock } = movableClock();
  const isOver = startDeadline(clock, 10_000);
  expect(isOver()).toBe(false);
  ahead[which] = 10_000;
  expect(isOver()).toBe(true);
});

describe('a promotion of a process that was paused', () => {
  const promoted = httpAnswer('200 OK', '{"id":"post-1","state":"QUEUE"}');
  /** Pauses between the question for the address and the connection, then promotes. */
  const promote = async (pauseMs: number, withinMs?: number) => {
    const { ahead, clock } = movableClock();
    const server = await startRawServer((socket) => socket.write(promoted));
    const runtime: Runtime = { ...systemRuntime, clock };
    const egress = createEgressPolicy({
      allow: [`postiz.test:${server.port}`],
      resolve: () => {
        ahead.monotonicMs = pauseMs;
        return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
      },
    });
    const client = clientFor(server.port, { baseUrl: `http://postiz.test:${server.port}`, runtime, egress });
    const bounds = withinMs === undefined ? {} : { withinMs };
    const outcome = await client.promote(aDraft(), undefined, bounds).then(
      () => 'promoted',
      (error: unknown) => troubleOf(Promise.reject(error as Error)),
    );
    await client.close();
    await server.close();
    return { outcome, requests: server.heads.length };
  };

  it('leaves when there is still time', async () => {
    expect(await promote(4_000, 5_000)).toEqual({ outcome: 'promoted', requests: 1 });
  });

  it.each([
    ['the time its caller gave it', 6_000, 5_000],
    ['the time that a change may take', 60_000, undefined],
    ['the time that a change may take, when its caller gave it more', 60_000, 100_000],
    ['a time that was over before it began', 0, -1],
  ])('does not leave after %s', async (_name, pauseMs, withinMs) => {
    expect(await promote(pauseMs, withinMs)).toMatchObject({
      outcome: { outcome: 'not_sent', code: 'postiz_timeout' },
      requests: 0,
    });
  });
});
