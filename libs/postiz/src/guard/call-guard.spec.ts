import { PostizCallError, type CallOutcome, type PostizCallCode } from '../postiz-call-error.ts';
import { troubleOf } from '../testing/client-for.ts';
import { handDrivenRuntime, type HandDrivenRuntime } from '../testing/hand-driven-runtime.ts';
import { CallGuard } from './call-guard.ts';

let runtime: HandDrivenRuntime;
let guard: CallGuard;
beforeEach(() => {
  runtime = handDrivenRuntime();
  guard = new CallGuard(runtime);
});

const failWith = (outcome: CallOutcome, code: PostizCallCode) =>
  guard
    .run(() => Promise.reject(new PostizCallError(outcome, code, 'x')))
    .catch((error: unknown) => error as PostizCallError);
const failures = async (count: number, outcome: CallOutcome, code: PostizCallCode) => {
  for (let made = 0; made < count; made += 1) await failWith(outcome, code);
};

it.each<[CallOutcome, PostizCallCode]>([
  ['unknown', 'postiz_timeout'],
  ['unknown', 'postiz_server_error'],
  ['not_sent', 'postiz_timeout'],
  ['not_sent', 'postiz_connection_lost'],
  ['not_sent', 'postiz_host_not_found'],
  ['not_sent', 'postiz_unreachable'],
  ['not_sent', 'postiz_tls_failed'],
])('leaves alone a Postiz whose calls end %s, %s', async (outcome, code) => {
  await failures(10, outcome, code);
  expect(await failWith(outcome, code)).toMatchObject({ code: 'postiz_circuit_open', retryAfterMs: 15_000 });
  expect(guard.state()).toMatchObject({ breaker: 'open', inFlight: 0, waiting: 0 });
});

it.each<[CallOutcome, PostizCallCode]>([
  ['rejected', 'postiz_key_invalid'],
  ['rejected', 'postiz_refused'],
  ['rejected', 'postiz_route_missing'],
  ['rejected_later', 'postiz_rate_limited'],
  ['unknown', 'postiz_unexpected_answer'],
  ['unknown', 'postiz_connection_lost'],
  ['unknown', 'postiz_cancelled'],
  ['not_sent', 'postiz_cancelled'],
  ['not_sent', 'postiz_media_unreadable'],
  ['not_sent', 'egress_refused'],
])('does not blame a Postiz for calls that end %s, %s', async (outcome, code) => {
  await failures(30, outcome, code);
  expect(guard.state()).toMatchObject({ breaker: 'closed', failuresCounted: 0 });
});

it('lets four calls be under way, two of them uploads', async () => {
  const release = Promise.withResolvers<void>();
  const begun: string[] = [];
  const start = (kind: 'call' | 'upload') =>
    guard.run(
      async () => {
        begun.push(kind);
        await release.promise;
      },
      { kind },
    );
  const uploads = [start('upload'), start('upload'), start('upload')];
  await runtime.timers.turn();
  const calls = [start('call'), start('call'), start('call')];
  await runtime.timers.turn();
  expect(begun).toEqual(['upload', 'upload', 'call', 'call']);
  expect(guard.state()).toMatchObject({ inFlight: 4, waiting: 2 });
  release.resolve();
  await Promise.all([...uploads, ...calls]);
  expect(begun).toHaveLength(6);
  expect(guard.state()).toMatchObject({ inFlight: 0, waiting: 0 });
});

it('holds nothing of the others while an upload waits in vain', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const calls = Array.from({ length: 4 }, () => guard.run(() => promise));
  const trouble = troubleOf(guard.run(() => promise, { kind: 'upload', withinMs: 100 }));
  await runtime.timers.turn();
  runtime.advance(100);
  expect(await trouble).toMatchObject({ outcome: 'not_sent' });
  resolve();
  await Promise.all(calls);
  await Promise.all(Array.from({ length: 2 }, () => guard.run(() => Promise.resolve(), { kind: 'upload' })));
  expect(guard.state()).toMatchObject({ inFlight: 0, waiting: 0 });
});

it('tells a call how much of its time the wait has left it, and makes none without', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const calls = Array.from({ length: 4 }, () => guard.run(() => promise));
  const late = guard.run((leftMs) => Promise.resolve(leftMs), { withinMs: 4_000 });
  await runtime.timers.turn();
  runtime.advance(1_500);
  resolve();
  expect(await late).toBe(2_500);
  await Promise.all(calls);
  const called: number[] = [];
  const trouble = troubleOf(guard.run((leftMs) => Promise.resolve(called.push(leftMs)), { withinMs: -1 }));
  expect(await trouble).toMatchObject({ outcome: 'not_sent', code: 'postiz_timeout' });
  expect([called, guard.state().callsCounted]).toEqual([[], 5]);
});

it('refuses a call that waited while the breaker opened', async () => {
  const { promise, reject } = Promise.withResolvers<void>();
  await failures(9, 'unknown', 'postiz_timeout');
  const calls = Array.from({ length: 4 }, () => guard.run(() => promise).catch(() => undefined));
  const trouble = troubleOf(guard.run(() => Promise.resolve()));
  await runtime.timers.turn();
  reject(new PostizCallError('unknown', 'postiz_timeout', 'x'));
  expect(await trouble).toMatchObject({ outcome: 'not_sent', code: 'postiz_circuit_open' });
  await Promise.all(calls);
});

it('recovers by one probe, and not more at once', async () => {
  await failures(10, 'not_sent', 'postiz_unreachable');
  runtime.advance(15_000);
  const { promise, resolve } = Promise.withResolvers<void>();
  const probe = guard.run(() => promise);
  await runtime.timers.turn();
  expect(await troubleOf(guard.run(() => Promise.resolve()))).toMatchObject({
    code: 'postiz_circuit_open',
    retryAfterMs: 1_000,
  });
  resolve();
  await probe;
  expect(await guard.run(() => Promise.resolve('well'))).toBe('well');
});

it('keeps a budget of retries', async () => {
  while (guard.mayRetry()) await failWith('unknown', 'postiz_unexpected_answer');
  expect(guard.state().retriesLeft).toBe(0);
  for (let tries = 0; tries < 11; tries += 1) await guard.run(() => Promise.resolve());
  expect([guard.mayRetry(), guard.mayRetry()]).toEqual([true, false]);
});
