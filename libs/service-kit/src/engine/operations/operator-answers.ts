import type { CommandContext, Deciders, EventStore } from '@clipcast/event-store';
import { prefixed, type Json } from '@clipcast/kernel';

/** Operators' requests belong to no profile; their key comes with a scope of its own. */
const NOBODY = prefixed('prf', '00000000-0000-0000-0000-000000000000');

/**
 * Answers a repeated request of an operator as it was answered first. What operators ask for is no fact, so the answer is
 * kept after the work and not with it: a crash in between lets the repetition ask again, which harms nothing, because
 * each of these requests finds done what is done.
 */
export class OperatorAnswers {
  readonly #running = new Map<string, Promise<unknown>>();

  constructor(
    private readonly store: EventStore,
    private readonly deciders: Deciders,
  ) {}

  /** @throws {DomainError} `idempotency_key_reused`, and what `work` throws, after which the key is free again. */
  async once<Answer extends Json>(context: CommandContext, work: () => Promise<Answer>): Promise<Answer> {
    const { idempotency } = context;
    if (!idempotency) return work();
    const { commandId } = idempotency;
    // In the same breath as it is looked up: whoever asks next, however soon, comes after this one.
    const answer = this.#answerAfter(this.#running.get(commandId), context, commandId, work);
    this.#running.set(commandId, answer);
    try {
      return await answer;
    } finally {
      if (this.#running.get(commandId) === answer) this.#running.delete(commandId);
    }
  }

  async #answerAfter<Answer extends Json>(
    before: Promise<unknown> | undefined,
    context: CommandContext,
    id: string,
    work: () => Promise<Answer>,
  ): Promise<Answer> {
    await before?.catch(() => undefined);
    const earlier = await this.deciders.earlierAnswer<Answer>(NOBODY, context);
    if (earlier !== undefined) return earlier;
    const result = await work();
    const stream = { profileId: NOBODY, type: 'operations', id };
    const [kept] = await this.store.append([{ stream, expectedVersion: 'any', events: [], context, result }]);
    // Another replica was asked at the same time, and has answered first.
    if (kept?.outcome !== 'duplicate') return result;
    return (await this.deciders.earlierAnswer<Answer>(NOBODY, context)) ?? result;
  }
}
