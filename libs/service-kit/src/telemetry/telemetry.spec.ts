import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bearer } from '../testing/app-fixture.ts';
import { ask, TinyProcess } from '../testing/tiny-process.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${TRACE}-b7ad6b7169203331-01`;

const running: TinyProcess[] = [];
const start = (env?: Record<string, string>): TinyProcess => {
  const tiny = new TinyProcess(env);
  running.push(tiny);
  return tiny;
};
afterAll(async () => {
  for (const tiny of running) tiny.signal('SIGKILL');
  await Promise.all(running.map(({ ended }) => ended));
});

interface Received {
  readonly path: string;
  readonly type: string;
  readonly text: string;
}

/** A collector that keeps what it is sent. */
async function collector() {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('latin1');
    request.on('data', (part: string) => (text += part));
    request.on('end', () => {
      received.push({ path: request.url ?? '', type: request.headers['content-type'] ?? '', text });
      response.end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { received, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

it('has real trace ids without a collector: the same in the problem and in every line, honoured from the caller', async () => {
  const tiny = start();
  const url = await tiny.url();
  const own = JSON.parse((await ask(`${url}/v1/failures/internal`, bearer)).body) as { traceId: string };
  const given = JSON.parse(
    (await ask(`${url}/v1/failures/internal`, { ...bearer, traceparent })).body,
  ) as typeof own;
  expect(own.traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(given.traceId).toBe(TRACE);
  tiny.signal('SIGTERM');
  await tiny.ended;
  const traces = tiny.lines().filter(({ msg }) => msg === 'request' || msg === 'request failed');
  expect(traces.map(({ trace_id }) => trace_id)).toEqual([own.traceId, own.traceId, TRACE, TRACE]);
  expect(traces.every(({ span_id }) => /^[0-9a-f]{16}$/.test(String(span_id)))).toBe(true);
});

it.each([
  ['http/json', 'application/json'],
  ['http/protobuf', 'application/x-protobuf'],
])(
  'sends spans and metrics as %s, the last ones when it stops, and none of the probes',
  async (protocol, type) => {
    const { received, server, url } = await collector();
    const tiny = start({
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
      OTEL_SERVICE_NAME: 'tiny-named',
    });
    const service = await tiny.url();
    await ask(`${service}/livez`);
    await ask(`${service}/v1/failures/internal`, { ...bearer, traceparent });
    tiny.signal('SIGTERM');
    expect(await tiny.ended).toBe(0);
    server.close();
    const spans = received.filter(({ path }) => path === '/v1/traces');
    expect(spans.map((part) => part.type)).toEqual([type]);
    const text = spans.map((part) => part.text).join('');
    expect(text).toContain('tiny-named');
    expect(text).toContain('/v1/failures/:how');
    expect(text).toContain('http.route');
    expect(text).not.toContain('livez');
    expect(
      received.some(
        (part) => part.path === '/v1/metrics' && part.text.includes('http.server.request.duration'),
      ),
    ).toBe(true);
  },
);

it('stops in time when the collector is away', async () => {
  const tiny = start({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' });
  await ask(`${await tiny.url()}/v1/failures/internal`, bearer);
  tiny.signal('SIGTERM');
  expect(await tiny.ended).toBe(0);
});
