import { DomainError, systemRuntime } from '@clipcast/kernel';
import { PostizCallError, type CallOutcome, type PostizCallCode } from '@clipcast/postiz';
import { remedyFor } from './trouble.ts';

const after = (error: unknown, tries = 0) => remedyFor(error, tries, systemRuntime.random);
const call = (outcome: CallOutcome, code: PostizCallCode, details = {}) =>
  new PostizCallError(outcome, code, 'm', details);

describe('trouble while a post is brought out', () => {
  it('ends the post only when it was refused, or when waiting cannot help', () => {
    expect(after(call('rejected', 'postiz_refused', { upstreamMessage: 'too long' }))).toEqual({
      do: 'give-up',
      code: 'postiz_refused',
      detail: 'm Postiz says: too long',
    });
    expect(after(call('not_sent', 'egress_refused')).do).toBe('give-up');
    expect(after(new DomainError('connection_removed', 'conflict', 'gone')).do).toBe('give-up');
  });
  it('is waited out when Postiz is down, slow, or does not say what happened', () => {
    for (const error of [
      call('not_sent', 'postiz_unreachable'),
      call('unknown', 'postiz_timeout'),
      call('unknown', 'postiz_server_error'),
    ]) {
      expect(after(error)).toMatchObject({ do: 'wait', tell: { code: error.code } });
    }
  });
  it('waits as long as Postiz asks for', () => {
    expect(after(call('rejected_later', 'postiz_rate_limited', { retryAfterMs: 3_600_000 }))).toMatchObject({
      do: 'wait',
      ms: 3_600_000,
    });
  });
  it('waits longer each time, half a minute at the most', () => {
    const waits = [0, 3, 30]
      .map((tries) => after(call('unknown', 'postiz_timeout'), tries))
      .map((remedy) => ('ms' in remedy ? remedy.ms : 0));
    expect(waits[0]).toBeLessThanOrEqual(500);
    expect(waits[1]).toBeGreaterThan(1_000);
    expect(waits[2]).toBeLessThanOrEqual(30_000);
  });
  it('leaves the way to the worker that has gone on', () => {
    expect(after(new DomainError('attempt_superseded', 'conflict', 'm'))).toEqual({ do: 'look-again' });
  });
  it('of the database is no news for the timeline', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    expect(after(refused)).toEqual({ do: 'wait', ms: expect.any(Number) as number });
  });
});
