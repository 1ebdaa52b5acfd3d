import type { Runtime } from '@clipcast/kernel';
import type { JetStreamManager } from '@nats-io/jetstream';

const LOOK_MS = 5;
const PATIENCE_MS = 300_000;

/** Waits until everything is published, and gives the messages a second. */
export type PublishedRate = () => Promise<number>;

/**
 * Watches a stream that is being filled. Counted from the first message that is seen in it, so that what a publisher
 * needs to begin with is left out.
 * @throws {Error} when it is not full within five minutes.
 */
export const watchPublished =
  ({ clock, timers }: Runtime, jsm: JetStreamManager, stream: string, count: number): PublishedRate =>
  async () => {
    const until = clock.monotonicMs() + PATIENCE_MS;
    let first: { readonly messages: number; readonly at: number } | undefined;
    for (;;) {
      const messages = await messagesIn(jsm, stream);
      const at = clock.monotonicMs();
      if (messages > 0) first ??= { messages, at };
      if (first && messages >= count) return ((messages - first.messages) * 1_000) / (at - first.at);
      if (at > until) throw new Error(`${stream} holds ${messages} of ${count} messages after five minutes.`);
      await timers.sleep(LOOK_MS);
    }
  };

/** How many messages a stream holds; none while there is no such stream. */
export const messagesIn = (jsm: JetStreamManager, stream: string): Promise<number> =>
  jsm.streams.info(stream).then(
    ({ state }) => state.messages,
    () => 0,
  );
