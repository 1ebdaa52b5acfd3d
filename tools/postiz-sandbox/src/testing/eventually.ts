import { systemRuntime } from '@clipcast/kernel';

const POLL_MS = 10;
const TRIES = 500;

/** Repeats the expectation until it holds; its last failure is the test's failure. */
export async function eventually(expectation: () => void | Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await expectation();
      return;
    } catch (error) {
      if (tries === TRIES) throw error;
      await systemRuntime.timers.sleep(POLL_MS);
    }
  }
}
