import type { RateLimit } from '@clipcast/postiz';

const HOUR_MS = 3_600_000;
/** What the Postiz that grants least grants. */
const LIMIT_UNTIL_LEARNT = 30;
/** Postiz tells whole seconds. */
const RESET_MARGIN_MS = 1_000;
/** Two counts whose windows end within so much of each other are of one window: answers are not on their way for longer. */
const SAME_WINDOW_MS = 120_000;
/** A call that may have arrived so shortly before the end of a window as we know it may belong to the next one. */
const CARRIED_MS = 60_000;
/** A 429 that does not say for how long. */
const BLOCK_MS = 60_000;

/**
 * How many calls of one endpoint a Postiz organisation still takes in this hour, as far as we can know. Postiz counts in a
 * fixed window that its first call begins. Never less is counted here than there: what we have been told, and on top every
 * call of ours that may have been counted and of which nothing was heard.
 */
export interface CallBudget {
  /** Calls per window; null until an answer told. */
  readonly limit: number | null;
  /** No later than this another window begins; null while none is open. */
  readonly windowEndsAtMs: number | null;
  /** Whether an answer told when it ends, or it is the latest that it can be. */
  readonly windowIsTold: boolean;
  /** Calls in this window that answers told of, ours and everybody else's. */
  readonly told: number;
  /** Calls of ours that may not be among them, with the instant after which they cannot arrive any more. */
  readonly unheard: Readonly<Record<string, number>>;
  /** Calls that are kept for what was begun, with the instant until which they are kept. */
  readonly promised: Readonly<Record<string, number>>;
  /** Postiz has answered 429: nothing goes out before. */
  readonly blockedUntilMs: number | null;
  /** Calls that keep a pace, on all replicas together, do not go out before. */
  readonly pacedUntilMs: number | null;
}

export const untouchedBudget: CallBudget = {
  limit: null,
  windowEndsAtMs: null,
  windowIsTold: false,
  told: 0,
  unheard: {},
  promised: {},
  blockedUntilMs: null,
  pacedUntilMs: null,
};

/** What a call asks of a budget. */
export interface Demand {
  /** How long its request may be on its way before it cannot arrive any more, in milliseconds. */
  readonly callMsMax: number;
  /** So many calls are left for what matters more. */
  readonly spare?: number;
  /** So long such calls keep from each other, whichever replica makes them. */
  readonly paceMs?: number;
  /** A further call, kept for what must follow this one. */
  readonly promise?: { readonly key: string; readonly keptMs: number };
  /** The promise that this call makes good. */
  readonly redeems?: string;
  /** Goes before what was promised to others: it ends what was begun. */
  readonly first?: boolean;
}

/** What was heard of a call. */
export type Heard =
  /** Postiz cannot have counted it. */
  | { readonly is: 'not-counted' }
  /** It was answered: with Postiz's count where it told one. */
  | { readonly is: 'counted'; readonly rateLimit?: RateLimit | undefined }
  /** Postiz refused it with 429, and takes none for this long. */
  | { readonly is: 'blocked'; readonly forMs?: number | undefined }
  /** Nothing: it may have been counted. */
  | { readonly is: 'lost' };

/** A call that was let out. */
export interface TakenCall {
  readonly id: string;
  readonly takenAtMs: number;
  readonly promises?: string | undefined;
  readonly redeems?: string | undefined;
}

/** How many calls count as used now. */
export const used = ({ told, unheard }: CallBudget): number => told + Object.keys(unheard).length;

export const limitOf = ({ limit }: CallBudget): number => limit ?? LIMIT_UNTIL_LEARNT;

/** The budget as it is at this instant: what time has ended is gone. */
export function asOf(budget: CallBudget, nowMs: number): CallBudget {
  const { blockedUntilMs, windowEndsAtMs } = budget;
  const current = {
    ...budget,
    promised: after(budget.promised, nowMs),
    blockedUntilMs: blockedUntilMs !== null && blockedUntilMs > nowMs ? blockedUntilMs : null,
  };
  const noWindow = { told: 0, windowEndsAtMs: null, windowIsTold: false };
  if (used(budget) === 0) return { ...current, ...noWindow };
  if (windowEndsAtMs === null || windowEndsAtMs > nowMs) return current;
  const next = { ...current, ...noWindow, unheard: after(budget.unheard, windowEndsAtMs - CARRIED_MS) };
  return used(next) === 0 ? next : { ...next, windowEndsAtMs: nowMs + HOUR_MS };
}

/** When a call may go out. */
export interface Slot {
  /** There is room by then, as far as anybody knows: what is promised is taken for used. The instant that people are told. */
  readonly opensAtMs: number;
  /** 0 when it may go out now. Otherwise room may come so soon: when promises end that nobody makes good. */
  readonly waitMs: number;
}

/** The one rule for what is let out, what a post waits for, and what a view tells. */
export function slotFor(budget: CallBudget, demand: Demand, nowMs: number): Slot {
  const current = asOf(budget, nowMs);
  const { blockedUntilMs, pacedUntilMs, windowEndsAtMs, promised } = current;
  if (blockedUntilMs !== null) return slotAt(blockedUntilMs, nowMs);
  if (demand.paceMs !== undefined && pacedUntilMs !== null && pacedUntilMs > nowMs)
    return slotAt(pacedUntilMs, nowMs);
  const kept = demand.first ? [] : Object.values(promised).sort((one, other) => one - other);
  const missing = used(current) + kept.length + wantedBy(demand, current) - limitOf(current);
  if (missing <= 0) return { opensAtMs: nowMs, waitMs: 0 };
  return slotAt(windowEndsAtMs ?? nowMs + HOUR_MS, nowMs, kept[missing - 1]);
}

const slotAt = (opensAtMs: number, nowMs: number, perhapsAtMs = Infinity): Slot => ({
  opensAtMs,
  waitMs: Math.max(1, Math.min(opensAtMs, perhapsAtMs) - nowMs),
});

/** Never more than a whole window holds: what is promised twice, or spared, must not stop everything. */
function wantedBy({ spare = 0, promise }: Demand, budget: CallBudget): number {
  const promises = promise && !(promise.key in budget.promised) ? 1 : 0;
  return Math.min(limitOf(budget), 1 + spare + promises);
}

/** Lets a call out, which {@link slotFor} allowed. */
export function take(budget: CallBudget, id: string, demand: Demand, nowMs: number): CallBudget {
  const current = asOf(budget, nowMs);
  const overMs = nowMs + demand.callMsMax;
  const { promise, paceMs } = demand;
  return {
    ...current,
    windowEndsAtMs: current.windowEndsAtMs ?? overMs + HOUR_MS,
    unheard: { ...current.unheard, [id]: overMs },
    ...(paceMs !== undefined && { pacedUntilMs: nowMs + paceMs }),
    ...(promise && { promised: { ...current.promised, [promise.key]: nowMs + promise.keptMs } }),
  };
}

/** What a call came to. */
export function settle(budget: CallBudget, call: TakenCall, heard: Heard, nowMs: number): CallBudget {
  const current = asOf(budget, nowMs);
  const unheard = without(current.unheard, call.id);
  switch (heard.is) {
    case 'not-counted':
      return { ...current, unheard, promised: without(current.promised, call.promises) };
    case 'lost':
      return call.id in current.unheard ? { ...current, unheard: { ...unheard, [call.id]: nowMs } } : current;
    case 'blocked': {
      const blockedUntilMs = Math.max(current.blockedUntilMs ?? 0, nowMs + (heard.forMs ?? BLOCK_MS));
      return { ...current, unheard, promised: without(current.promised, call.promises), blockedUntilMs };
    }
    case 'counted': {
      const promised = without(current.promised, call.redeems);
      if (!heard.rateLimit) return untold({ ...current, unheard, promised }, nowMs);
      // What cannot have arrived any more when this call left is in its count, if it was ever counted.
      return learn({ ...current, unheard: after(unheard, call.takenAtMs), promised }, heard.rateLimit, nowMs);
    }
  }
}

/** What was promised is not needed: it needs no call that is counted. */
export const redeem = (budget: CallBudget, promiseKey: string): CallBudget => ({
  ...budget,
  promised: without(budget.promised, promiseKey),
});

/** Counted, as far as anybody knows, but not told. */
const untold = (budget: CallBudget, nowMs: number): CallBudget => ({
  ...budget,
  told: budget.told + 1,
  windowEndsAtMs: budget.windowEndsAtMs ?? nowMs + HOUR_MS,
});

/** Counts of one window only grow, and each tells an end that is no earlier than the true one. Answers may overtake each other. */
function learn(budget: CallBudget, { limit, remaining, resetSeconds }: RateLimit, nowMs: number): CallBudget {
  const counted = Math.max(1, limit - remaining);
  const endsAtMs = nowMs + resetSeconds * 1_000 + RESET_MARGIN_MS;
  const known = { ...budget, limit: Math.max(1, limit), windowIsTold: true };
  const { windowEndsAtMs, windowIsTold } = budget;
  if (!windowIsTold || windowEndsAtMs === null)
    return { ...known, told: Math.max(budget.told, counted), windowEndsAtMs: endsAtMs };
  if (endsAtMs < windowEndsAtMs - SAME_WINDOW_MS) return budget;
  if (endsAtMs > windowEndsAtMs + SAME_WINDOW_MS)
    return { ...known, told: counted, windowEndsAtMs: endsAtMs };
  return {
    ...known,
    told: Math.max(budget.told, counted),
    windowEndsAtMs: Math.min(windowEndsAtMs, endsAtMs),
  };
}

const after = (entries: Readonly<Record<string, number>>, ms: number): Record<string, number> =>
  Object.fromEntries(Object.entries(entries).filter(([, untilMs]) => untilMs > ms));

const without = (
  entries: Readonly<Record<string, number>>,
  key: string | undefined,
): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(entries).filter(([name]) => name !== key));
