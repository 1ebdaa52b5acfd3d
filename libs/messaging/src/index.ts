export {
  listDeadLetters,
  type DeadLetter,
  type DeadLetterFilter,
  type DeadLetterPage,
  type DeadLetterWithEvent,
} from './dead-letter-list.ts';
export { DeadLetterOffice, type LetterScope, type ReplayReport } from './dead-letter-office.ts';
export { contractData, MalformedMessageError, type PublicEvent } from './envelope.ts';
export { ForeignLog } from './foreign-log.ts';
export type { Settlement } from './letter-settlement.ts';
export { LogAcceptance, type AcceptedLog, type AcceptFrom } from './log-acceptance.ts';
export { renewLog, type RenewedLog } from './log-renewal.ts';
export { LogReadRefusedError, type LogPage } from './log-read-protocol.ts';
export { LogReadResponder } from './log-read-responder.ts';
export { NatsLink } from './nats-link.ts';
export { processManager, type ProcessManager } from './process-manager.ts';
export { Relay } from './relay.ts';
export { SourceNews } from './source-news.ts';
export { Subscriber } from './subscriber.ts';
export {
  isPublic,
  type ForeignProjection,
  type OnPoison,
  type Policy,
  type Reaction,
  type Subscription,
} from './subscription.ts';
export { streamOf, subjectOf } from './streams.ts';
