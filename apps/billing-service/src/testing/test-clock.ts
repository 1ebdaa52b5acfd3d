import { systemRuntime, type Runtime } from '@clipcast/kernel';

/** The real world, save that a test says what time it is. */
export function runtimeAt(instant: string) {
  let now = new Date(instant);
  const runtime: Runtime = { ...systemRuntime, clock: { ...systemRuntime.clock, now: () => new Date(now) } };
  return {
    runtime,
    moneyClock: { now: () => Promise.resolve(new Date(now)) },
    set: (later: string): void => {
      now = new Date(later);
    },
  };
}
