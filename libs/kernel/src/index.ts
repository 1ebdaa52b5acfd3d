export { backoffMs } from './backoff.ts';
export type { Clock } from './clock.ts';
export { DomainError, type ErrorKind, type FieldProblem } from './domain-error.ts';
export { fieldProblemsInWords } from './field-problems-in-words.ts';
export { derivedId, UuidV7Ids, type Ids, type Uuid } from './ids.ts';
export { FLEET } from './fleet.ts';
export type { Json, JsonObject } from './json.ts';
export { formatUsd, parseUsd, usdPattern, type Micros } from './money.ts';
export {
  bareId,
  prefixed,
  prefixedIdPattern,
  type AccessKeyId,
  type ClipId,
  type CostId,
  type IdKind,
  type PrefixedId,
  type ProfileId,
  type PublicationId,
  type ReRatingId,
  type ReservationId,
} from './prefixed-id.ts';
export { profileNotFound } from './profile-not-found.ts';
export type { Random } from './random.ts';
export type { Runtime } from './runtime.ts';
export { Secret } from './secret.ts';
export { systemRuntime } from './system-runtime.adapter.ts';
export type { Timers } from './timers.ts';
