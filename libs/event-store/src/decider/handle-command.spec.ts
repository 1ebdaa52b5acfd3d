import { systemRuntime } from '@clipcast/kernel';
import { aStream, byOperator, count, counter, withKey } from '../testing/counter.ts';
import { openTestLog } from '../testing/open-test-log.ts';
import type { CommandContext, StreamRef } from '../log/events.ts';
import { handleCommand } from './handle-command.ts';

describe('handleCommand', () => {
  let log: Awaited<ReturnType<typeof openTestLog>>;
  beforeAll(async () => (log = await openTestLog()));
  afterAll(() => log.close());

  const add = (
    target: StreamRef,
    by: number,
    context: CommandContext = byOperator(),
    limit?: number,
    expectedVersion?: number,
  ) =>
    handleCommand(log.store, {
      aggregate: counter,
      target,
      context,
      expectedVersion,
      decide: count(by, limit),
      reply: ({ total }, version) => ({ total, version }),
    });

  it('decides from the state, appends, and answers from the state after it', async () => {
    const target = aStream();
    await add(target, 2);
    expect(await add(target, 3)).toEqual({ reply: { total: 5, version: 2 }, replayed: false });
  });

  it('holds an invariant against 24 racing commands', async () => {
    const target = aStream();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 24 }, () => add(target, 1, byOperator(), 10)),
    );
    const { length } = await log.store.readStream(target);
    expect(length).toBe(outcomes.filter(({ status }) => status === 'fulfilled').length);
    expect(length).toBeLessThanOrEqual(10);
  });

  it('answers a repeated key with the first answer, also when the state would refuse it today', async () => {
    const target = aStream();
    const context = withKey(systemRuntime.ids.next(), 'f');
    const first = await add(target, 10, context, 10);
    expect(await add(target, 10, context, 10)).toEqual({ ...first, replayed: true });
    expect(await log.store.readStream(target)).toHaveLength(1);
  });

  it('answers a repeated key with If-Match with the first answer, although the version has moved', async () => {
    const target = aStream();
    const context = withKey(systemRuntime.ids.next(), 'f');
    const first = await add(target, 1, context, 10, 0);
    expect(await add(target, 1, context, 10, 0)).toEqual({ ...first, replayed: true });
  });

  it('refuses a key that is used for another request', async () => {
    const target = aStream();
    const commandId = systemRuntime.ids.next();
    await add(target, 1, withKey(commandId, 'f'));
    await expect(add(target, 1, withKey(commandId, 'g'))).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  it('keeps a refusal with its key, so that a late repetition cannot succeed', async () => {
    const target = aStream();
    const context = withKey(systemRuntime.ids.next(), 'f');
    await expect(add(target, 11, context, 10)).rejects.toMatchObject({ code: 'limit_reached' });
    await expect(add(target, 11, context, 100)).rejects.toMatchObject({ code: 'limit_reached' });
  });

  it('refuses an outdated version and changes nothing', async () => {
    const target = aStream();
    await add(target, 1);
    await expect(add(target, 1, byOperator(), 10, 0)).rejects.toMatchObject({ code: 'version_mismatch' });
    expect(await log.store.readStream(target)).toHaveLength(1);
  });

  it('stops by name at a fact it does not know', async () => {
    const target = aStream();
    const events = [{ type: 'Doubled', data: {} }];
    await log.store.append([{ stream: target, expectedVersion: 0, events, context: byOperator() }]);
    await expect(add(target, 1)).rejects.toThrow('Doubled');
  });
});
