import { systemRuntime, type Runtime } from '@clipcast/kernel';

interface Alarm {
  readonly atMs: number;
  readonly ring: () => void;
}

/** A runtime whose time stands still until it is advanced. */
export interface HandDrivenRuntime extends Runtime {
  /** Moves both clocks on by `ms`, and rings what is due, in the order in which it is. */
  advance(ms: number): void;
}

export function handDrivenRuntime(startsAt = new Date('2027-01-10T10:00:00.000Z')): HandDrivenRuntime {
  let nowMs = 0;
  let alarms: Alarm[] = [];
  const ringAfter = (ms: number, ring: () => void): void => {
    if (ms <= 0) ring();
    else alarms.push({ atMs: nowMs + ms, ring });
  };
  return {
    ...systemRuntime,
    clock: {
      now: () => new Date(startsAt.getTime() + nowMs),
      monotonicMs: () => nowMs,
    },
    timers: {
      turn: () => systemRuntime.timers.turn(),
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          ringAfter(ms, resolve);
          signal?.addEventListener('abort', () => resolve(), { once: true });
        }),
      deadline: (ms, parent) => {
        const timeout = new AbortController();
        ringAfter(ms, () => timeout.abort(new DOMException('the time is over', 'TimeoutError')));
        return parent ? AbortSignal.any([timeout.signal, parent]) : timeout.signal;
      },
    },
    advance: (ms) => {
      nowMs += ms;
      const due = alarms.filter(({ atMs }) => atMs <= nowMs).sort((one, other) => one.atMs - other.atMs);
      alarms = alarms.filter(({ atMs }) => atMs > nowMs);
      for (const { ring } of due) ring();
    },
  };
}
