import type { JsonSchema } from './compatibility/json-schema.ts';

const text = (description: string, more: JsonSchema = {}): JsonSchema => ({
  type: 'string',
  description,
  ...more,
});
const uuid = (description: string): JsonSchema => text(description, { format: 'uuid' });

const always = {
  'ce-specversion': text('The version of CloudEvents.', { const: '1.0' }),
  'ce-id': uuid('The id of the event.'),
  'ce-source': text('The service in whose log the event is.', { examples: ['/clipcast/profile-service'] }),
  'ce-type': text('Service, event and version of its data.', {
    examples: ['clipcast.profile.ProfileRegistered.v1'],
  }),
  'ce-time': text('When it was recorded.', { format: 'date-time' }),
  'ce-subject': text('The profile that it belongs to.', { pattern: '^prf_' }),
  'ce-dataschema': text('The id of the schema of its data.', {
    examples: ['urn:clipcast:profile:ProfileRegistered:v1'],
  }),
  'ce-datacontenttype': text('How its data is written.', { const: 'application/json' }),
  'ce-correlationid': uuid('The conversation: the request from which everything followed.'),
  'ce-streamid': uuid('The thing whose history the event is part of.'),
  'ce-streamversion': text('Its place in that history: 1, 2, 3 …', { pattern: '^[1-9][0-9]*$' }),
  'ce-actor': text('Who caused it.', { examples: ['operator:bootstrap'] }),
  'Content-Type': text('How the payload is written.', { const: 'application/json' }),
  'Clipcast-Position': text("Its place in the service's whole log.", { pattern: '^[1-9][0-9]*$' }),
  'Clipcast-Number': text("Its place among the service's public events: 1, 2, 3 … without holes.", {
    pattern: '^[1-9][0-9]*$',
  }),
  'Clipcast-Epoch': uuid('The life of the log; numbers of another epoch mean other events.'),
};

const sometimes = {
  'Nats-Msg-Id': uuid(
    'The id of the event; absent where the stream may have held it before and is being refilled.',
  ),
  'ce-causationid': uuid('The event that caused this one.'),
  traceparent: text('The W3C trace context in which it was published.'),
};

/** What every message carries beside its data: CloudEvents 1.0 in binary mode, and what makes a gap visible. */
export const cloudEventHeaders: JsonSchema = {
  type: 'object',
  properties: { ...always, ...sometimes },
  required: Object.keys(always),
};
