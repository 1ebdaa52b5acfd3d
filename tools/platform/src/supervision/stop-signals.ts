import type { Clock } from '@clipcast/kernel';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** One Ctrl-C reaches us more than once: from the terminal, and passed on by npm. */
const ONE_REQUEST_MS = 700;

/** Resolves at the first request to stop; `impatient` is called at the next one that is a request of its own. */
export function untilAskedToStop(clock: Clock, impatient: () => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let askedAt: number | undefined;
  const onSignal = (): void => {
    const now = clock.monotonicMs();
    askedAt ??= now;
    if (now - askedAt > ONE_REQUEST_MS) impatient();
    resolve();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return promise;
}
