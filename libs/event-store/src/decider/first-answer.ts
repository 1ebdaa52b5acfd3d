import { DomainError, type Json } from '@clipcast/kernel';
import type { CommandContext, FirstAnswer } from '../log/events.ts';
import { readRefusal } from './refusal.ts';

/**
 * What a repeated command is answered: what it was answered first.
 * @throws {DomainError} the refusal it was given, or `idempotency_key_reused` when something else was asked then.
 */
export function firstReply<Reply extends Json>(first: FirstAnswer, { idempotency }: CommandContext): Reply {
  if (first.fingerprint !== (idempotency?.fingerprint ?? null)) {
    throw new DomainError(
      'idempotency_key_reused',
      'unprocessable',
      'This Idempotency-Key was used before for another request. Use a new key for a new request.',
    );
  }
  const refusal = readRefusal(first.result);
  if (refusal) throw refusal;
  return first.result as Reply;
}
