import { slotFor, take, untouchedBudget, used, type CallBudget } from './call-budget.ts';
import { unitedBudget } from './united-budget.ts';

const nowMs = 1_000_000_000_000;
const HOUR_MS = 3_600_000;
const call = { callMsMax: 60_000 };
const told = (limit: number, count: number, endsInMs: number): CallBudget => ({
  ...untouchedBudget,
  limit,
  told: count,
  windowEndsAtMs: nowMs + endsInMs,
  windowIsTold: true,
});
/** In either order. */
const united = (one: CallBudget, other: CallBudget): CallBudget => {
  const result = unitedBudget(one, other, nowMs);
  expect(unitedBudget(other, one, nowMs)).toEqual(result);
  return result;
};

it('has every call of both, those that nothing was heard of too', () => {
  const one = take(
    told(90, 10, 600_000),
    'a',
    { ...call, promise: { key: 'draft', keptMs: 600_000 } },
    nowMs,
  );
  const other = take(told(90, 20, 600_000), 'b', call, nowMs);
  const both = united(one, other);
  expect(used(both)).toBe(32);
  expect(Object.keys(both.unheard).toSorted()).toEqual(['a', 'b']);
  expect(Object.keys(both.promised)).toEqual(['draft']);
});

it('lets nothing out that either would have held back', () => {
  const full = told(90, 90, 600_000);
  const blocked = { ...untouchedBudget, blockedUntilMs: nowMs + HOUR_MS };
  expect(slotFor(united(full, untouchedBudget), call, nowMs).opensAtMs).toBe(nowMs + 600_000);
  expect(slotFor(united(full, blocked), call, nowMs).opensAtMs).toBe(nowMs + HOUR_MS);
});

it('believes the smaller limit and the later end', () => {
  expect(united(told(30, 1, 600_000), told(90, 1, 900_000))).toMatchObject({
    limit: 30,
    windowEndsAtMs: nowMs + 900_000,
    windowIsTold: true,
  });
});

it('takes an end for told only when it was told to all who have a window', () => {
  const guessed = take(untouchedBudget, 'a', call, nowMs);
  expect(united(told(90, 1, 600_000), guessed).windowIsTold).toBe(false);
  expect(united(told(90, 1, 600_000), untouchedBudget).windowIsTold).toBe(true);
});

it('leaves out what time has ended', () => {
  expect(used(united(told(90, 80, -1), told(90, 1, 600_000)))).toBe(1);
});
