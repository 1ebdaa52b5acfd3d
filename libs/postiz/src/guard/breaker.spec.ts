import { PostizCallError } from '../postiz-call-error.ts';
import { handDrivenRuntime, type HandDrivenRuntime } from '../testing/hand-driven-runtime.ts';
import { Breaker, type Verdict } from './breaker.ts';

let runtime: HandDrivenRuntime;
let breaker: Breaker;
beforeEach(() => {
  runtime = handDrivenRuntime();
  breaker = new Breaker(runtime.clock);
});

const call = (verdict: Verdict): void => breaker.pass().end(verdict);
const calls = (count: number, verdict: Verdict): void => {
  for (let made = 0; made < count; made += 1) call(verdict);
};
/** How long it asks to wait, in milliseconds; null while it lets calls through. */
const waitMs = (): number | null => {
  try {
    breaker.check();
    return null;
  } catch (error) {
    if (!(error instanceof PostizCallError)) throw error;
    expect(error).toMatchObject({ outcome: 'not_sent', code: 'postiz_circuit_open' });
    return error.retryAfterMs ?? NaN;
  }
};

it('opens when half of ten calls failed, and says until when', () => {
  calls(5, 'answered');
  calls(4, 'failed');
  expect(breaker.state()).toMatchObject({
    breaker: 'closed',
    openUntil: null,
    callsCounted: 9,
    failuresCounted: 4,
  });
  call('failed');
  expect(waitMs()).toBe(15_000);
  expect(breaker.state()).toMatchObject({ breaker: 'open', openUntil: new Date('2027-01-10T10:00:15.000Z') });
  runtime.advance(14_999);
  expect(waitMs()).toBe(1);
});

it.each([
  ['less than ten calls, all failed', () => calls(9, 'failed')],
  [
    'more answered than failed',
    () => {
      calls(60, 'answered');
      calls(59, 'failed');
    },
  ],
  ['calls that ended for a reason of ours', () => calls(50, 'nothing')],
  [
    'failures of more than 30 seconds ago',
    () => {
      calls(9, 'failed');
      runtime.advance(31_000);
      call('failed');
    },
  ],
])('stays closed at %s', (_what, happens) => {
  happens();
  expect(breaker.state().breaker).toBe('closed');
  expect(waitMs()).toBeNull();
});

describe('once it was open for its time', () => {
  beforeEach(() => {
    calls(10, 'failed');
    runtime.advance(15_000);
  });

  it('lets a single probe through', () => {
    expect(breaker.state()).toMatchObject({ breaker: 'half-open', openUntil: null });
    const probe = breaker.pass();
    expect(waitMs()).toBe(1_000);
    expect(() => breaker.pass()).toThrow(PostizCallError);
    expect(breaker.state().breaker).toBe('half-open');
    probe.end('answered');
    expect(breaker.state()).toMatchObject({ breaker: 'closed', callsCounted: 0 });
  });

  it('waits twice as long after each probe that fails, up to five minutes', () => {
    const waits = Array.from({ length: 6 }, () => {
      call('failed');
      const ms = waitMs() ?? 0;
      runtime.advance(ms);
      return ms;
    });
    expect(waits).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
  });

  it('waits the shortest time again after it was closed', () => {
    call('failed');
    runtime.advance(30_000);
    call('answered');
    calls(10, 'failed');
    expect(waitMs()).toBe(15_000);
  });

  it('gives the probe to the next call when one showed nothing', () => {
    call('nothing');
    expect(breaker.state().breaker).toBe('half-open');
    call('answered');
    expect(breaker.state().breaker).toBe('closed');
  });
});

// Calls that began before it opened come back while it is open, or even later: they tell of a time that is over.
it('learns nothing from a call of an earlier round', () => {
  const slow = [breaker.pass(), breaker.pass()];
  calls(10, 'failed');
  slow[0]?.end('answered');
  expect(breaker.state().breaker).toBe('open');
  runtime.advance(15_000);
  call('answered');
  slow[1]?.end('failed');
  expect(breaker.state()).toMatchObject({ breaker: 'closed', callsCounted: 0 });
});
