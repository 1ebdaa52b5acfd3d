import { services, type Service } from '@clipcast/contracts';
import { cloudEventHeaders } from './cloud-event-headers.ts';
import type { EventSchema } from './event-schemas.ts';

/** NATS of `npm start`, on its usual port. */
const LOCAL_NATS = '127.0.0.1:4122';

const DESCRIPTION = `Everything that happens in Clipcast and concerns others, as events on NATS JetStream.

Each service has a stream (${services.map((service) => service.toUpperCase()).join(', ')}) and each event a subject. Events
arrive at least once and in order; \`Clipcast-Number\` has no holes, so a hole in what you got is a loss. Leave out fields that
you do not know: new optional ones come without a new version. Everything else that changes comes as a new version.`;

/** The AsyncAPI document of all public events. Payloads are referred to in the files beside it. */
export function asyncApi(schemas: readonly EventSchema[]) {
  const channels = Map.groupBy(schemas, ({ service, type }) => `${service}.${type}`);
  return {
    asyncapi: '3.0.0',
    info: { title: 'Clipcast events', version: '1', description: DESCRIPTION },
    defaultContentType: 'application/json',
    servers: {
      local: { host: LOCAL_NATS, protocol: 'nats', description: 'The platform that `npm start` runs.' },
    },
    channels: mapped(channels, channelOf),
    operations: mapped(channels, operationOf),
    components: {
      messages: Object.fromEntries(schemas.map((schema) => [messageName(schema), messageOf(schema)])),
      messageTraits: { cloudEvent: { headers: cloudEventHeaders } },
      correlationIds: {
        request: {
          description: 'The request it all began with.',
          location: '$message.header#/ce-correlationid',
        },
      },
    },
  };
}

const mapped = <Value>(
  channels: ReadonlyMap<string, readonly EventSchema[]>,
  make: (name: string, versions: readonly EventSchema[]) => Value,
): Record<string, Value> =>
  Object.fromEntries([...channels].map(([name, versions]) => [name, make(name, versions)]));

const messageName = ({ service, type, version }: EventSchema): string => `${service}.${type}.v${version}`;

const tagsOf = (service: Service | undefined) => ({ tags: [{ name: `${service}-service` }] });

const channelOf = (name: string, versions: readonly EventSchema[]) => ({
  address: `clipcast.${name}`,
  messages: Object.fromEntries(
    versions.map((schema) => [
      `v${schema.version}`,
      { $ref: `#/components/messages/${messageName(schema)}` },
    ]),
  ),
  ...tagsOf(versions[0]?.service),
});

const operationOf = (name: string, versions: readonly EventSchema[]) => ({
  action: 'send',
  channel: { $ref: `#/channels/${name}` },
  messages: versions.map(({ version }) => ({ $ref: `#/channels/${name}/messages/v${version}` })),
  ...tagsOf(versions[0]?.service),
});

const messageOf = ({ service, type, version, path, schema }: EventSchema) => ({
  name: `clipcast.${service}.${type}.v${version}`,
  title: `${type} v${version}`,
  ...(typeof schema['description'] === 'string' && { summary: schema['description'] }),
  correlationId: { $ref: '#/components/correlationIds/request' },
  traits: [{ $ref: '#/components/messageTraits/cloudEvent' }],
  payload: { $ref: `./${path}` },
});
