export { listDeadLetters, type DeadLetter } from './dead-letters.ts';
export { MalformedMessageError, type PublicEvent } from './envelope.ts';
export { NatsLink } from './nats-link.ts';
export { Relay } from './relay.ts';
export { Subscriber } from './subscriber.ts';
export { isPublic, type ForeignProjection, type Policy, type Subscription } from './subscription.ts';
export { streamOf, subjectOf } from './streams.ts';
