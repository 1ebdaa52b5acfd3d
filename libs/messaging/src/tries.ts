import { FencedError, isPassingTrouble } from '@clipcast/event-store';
import { backoffMs, type Runtime } from '@clipcast/kernel';
import { UnparkedError } from './dead-letters.ts';

const TRIES_MAX = 5;
const TRY_BASE_MS = 200;

/** An event that failed as often as it was tried. */
export interface Failure {
  readonly error: string;
  readonly attempts: number;
}

/** Whether an error says something about the event, and not about the surroundings in which it was handled. */
export const isPoison = (error: unknown): boolean =>
  !isPassingTrouble(error) && !(error instanceof FencedError) && !(error instanceof UnparkedError);

/**
 * Tries up to five times, backed off, within about three seconds. Answers undefined when it worked, `stopped` when
 * `signal` aborted before it was decided.
 * @throws what says nothing about the event: passing trouble never counts as a try.
 */
export async function tryToHandle(
  work: () => Promise<void>,
  { timers, random }: Pick<Runtime, 'timers' | 'random'>,
  signal: AbortSignal,
): Promise<Failure | 'stopped' | undefined> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      await work();
      return undefined;
    } catch (error) {
      if (!isPoison(error)) throw error;
      if (attempts === TRIES_MAX) return { error: String(error), attempts };
    }
    await timers.sleep(backoffMs(attempts - 1, random, TRY_BASE_MS), signal);
    if (signal.aborted) return 'stopped';
  }
}
