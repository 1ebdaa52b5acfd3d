import { asOf, type CallBudget } from './call-budget.ts';

/**
 * One budget of two that turn out to be of the same organisation. The stricter of both in everything: calls that were told to
 * both are counted twice, which at the worst holds calls back until the window ends.
 */
export function unitedBudget(one: CallBudget, other: CallBudget, nowMs: number): CallBudget {
  const [a, b] = [asOf(one, nowMs), asOf(other, nowMs)];
  return {
    limit: lowest(a.limit, b.limit),
    windowEndsAtMs: latest(a.windowEndsAtMs, b.windowEndsAtMs),
    windowIsTold: isTold(a) && isTold(b) && (a.windowIsTold || b.windowIsTold),
    told: a.told + b.told,
    unheard: { ...a.unheard, ...b.unheard },
    promised: { ...a.promised, ...b.promised },
    blockedUntilMs: latest(a.blockedUntilMs, b.blockedUntilMs),
    pacedUntilMs: latest(a.pacedUntilMs, b.pacedUntilMs),
  };
}

/** A budget without a window has nothing to say about when it ends. */
const isTold = ({ windowEndsAtMs, windowIsTold }: CallBudget): boolean =>
  windowIsTold || windowEndsAtMs === null;

const lowest = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

const latest = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);
