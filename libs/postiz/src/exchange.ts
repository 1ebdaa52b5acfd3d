import type { Clock, Secret } from '@clipcast/kernel';
import type { z } from 'zod';
import { jsonOf, type Answer } from './answer.ts';
import { endpointOf, type PostizEndpoint } from './endpoint.ts';
import { failedAnswer } from './failed-answer.ts';
import { PostizCallError } from './postiz-call-error.ts';
import { rateLimitOf, type RateLimit } from './rate-limit.ts';
import { retryAfterMs } from './retry-after.ts';
import { observeFailure, observeSuccess } from './traits/observe.ts';
import type { TraitsMemory } from './traits/traits-memory.ts';
import type { Call, Transport } from './transport.ts';

/** What a client tells about Postiz's hourly counts. Neither may throw: the call has been answered by then. */
export interface RateLimitListeners {
  /** Told after every answer that carries a count, with the endpoint it belongs to. */
  readonly onRateLimit?: (endpoint: PostizEndpoint, rateLimit: RateLimit) => void;
  /** Told after every 429, with the wait in milliseconds where Postiz said one. It may be an hour. */
  readonly onRateLimited?: (endpoint: PostizEndpoint, retryAfterMs: number | undefined) => void;
}

interface ExchangeParts {
  readonly transport: Transport;
  readonly apiKey: Secret;
  readonly clock: Clock;
  readonly memory: TraitsMemory;
  readonly listeners: RateLimitListeners;
}

/** One request and its answer, understood: what was asked for, or an error that says what may have happened. */
export class Exchange {
  constructor(private readonly parts: ExchangeParts) {}

  /**
   * @throws {PostizCallError} when there is no answer, it is a refusal, or it is not what `schema` expects, or not about
   * what was asked. A schema made for one call would be compiled for it.
   */
  async ask<T>(schema: z.ZodType<T>, call: Call, isAboutIt: (answer: T) => boolean = () => true): Promise<T> {
    const answer = await this.parts.transport.send(call);
    this.#tellRateLimit(call, answer);
    if (answer.status < 200 || answer.status > 299) throw this.#failed(call, answer);
    const parsed = schema.safeParse(jsonOf(answer));
    if (!parsed.success || !isAboutIt(parsed.data)) {
      const message = 'The answer is not one that Postiz gives; is this the address of its API?';
      const { status } = answer;
      throw new PostizCallError('unknown', 'postiz_unexpected_answer', message, { status });
    }
    this.parts.memory.learn(observeSuccess(call, answer));
    return parsed.data;
  }

  #failed(call: Call, answer: Answer): PostizCallError {
    const { apiKey, clock, memory } = this.parts;
    memory.learn(observeFailure(call, answer));
    return failedAnswer(answer, call, apiKey.reveal(), clock);
  }

  #tellRateLimit(call: Call, answer: Answer): void {
    const { onRateLimit, onRateLimited } = this.parts.listeners;
    const endpoint = endpointOf(call);
    if (endpoint === undefined) return;
    const rateLimit = rateLimitOf(answer);
    if (rateLimit) onRateLimit?.(endpoint, rateLimit);
    if (answer.status === 429)
      onRateLimited?.(endpoint, retryAfterMs(answer.header('retry-after'), this.parts.clock));
  }
}
