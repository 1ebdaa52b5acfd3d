import { systemRuntime, type Runtime } from '@clipcast/kernel';

/** A runtime whose clock on the wall can be set wrong; its timers, like a machine's, do not notice. */
export function movableClock(): { readonly runtime: Runtime; moveTo(offsetMs: number): void } {
  const { clock } = systemRuntime;
  let offsetMs = 0;
  return {
    runtime: {
      ...systemRuntime,
      clock: {
        now: () => new Date(clock.now().getTime() + offsetMs),
        monotonicMs: () => clock.monotonicMs(),
      },
    },
    moveTo: (ms) => {
      offsetMs = ms;
    },
  };
}
