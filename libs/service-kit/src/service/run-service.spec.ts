import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { eventually } from '@clipcast/testing';
import { bearer, OPERATOR_KEY } from '../testing/app-fixture.ts';
import { ask, openStream, TinyProcess } from '../testing/tiny-process.ts';

const started: TinyProcess[] = [];
const start = (env?: Record<string, string>): TinyProcess => {
  const tiny = new TinyProcess(env);
  started.push(tiny);
  return tiny;
};
afterAll(async () => {
  for (const tiny of started) tiny.signal('SIGKILL');
  await Promise.all(started.map(({ ended }) => ended));
});

it.each(['SIGTERM', 'SIGINT'] as const)(
  'finishes what it is answering on %s, runs the shutdown hooks and exits with 0',
  async (signal) => {
    const tiny = start({ LOG_LEVEL: 'debug' });
    const url = await tiny.url();
    const slow = ask(`${url}/ops/v1/slow`, bearer);
    await ask(`${url}/livez`);
    tiny.signal(signal);
    expect(await slow).toMatchObject({ status: 200, body: '{"slow":true}' });
    expect(await tiny.ended).toBe(0);
    expect(tiny.output).toContain('pools closed');
    await expect(ask(`${url}/livez`)).rejects.toThrow('ECONNREFUSED');
  },
);

it('does not wait for an event stream that nobody ends', async () => {
  const tiny = start();
  const url = await tiny.url();
  const stream = await openStream(`${url}/ops/v1/slow/stream`, bearer);
  tiny.signal('SIGTERM');
  expect(await tiny.ended).toBe(0);
  stream.destroy();
});

it('is not ready while it stops, and a second signal ends it at once', async () => {
  const tiny = start({ SHUTDOWN_DELAY_MS: '60000' });
  const url = await tiny.url();
  tiny.signal('SIGTERM');
  await tiny.line(/"stopping"/);
  expect((await ask(`${url}/readyz`)).status).toBe(503);
  expect((await ask(`${url}/livez`)).status).toBe(200);
  tiny.signal('SIGTERM');
  expect(await tiny.ended).toBe(1);
});

it('says in one line that its port is taken', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const tiny = start({ PORT: String(port) });
  expect(await tiny.ended).toBe(1);
  server.close();
  expect(tiny.lines()).toEqual([
    expect.objectContaining({ level: 'fatal', msg: `port ${port} on 127.0.0.1 is taken by another process` }),
  ]);
});

it('prints every problem of its configuration, and no stack', async () => {
  const tiny = start({ PORT: 'x', NATS_URL: '' });
  expect(await tiny.ended).toBe(1);
  expect(tiny.output).toMatch(
    /^The configuration has 2 problem\(s\):\n {2}- PORT: .*\n {2}- NATS_URL: is required\n$/,
  );
});

it('logs one line to say where it listens and one for each request, and never a key', async () => {
  const tiny = start();
  const url = await tiny.url();
  await ask(`${url}/livez`);
  await ask(`${url}/v1/failures/internal?token=query-canary`, { ...bearer, 'x-api-key': 'header-canary' });
  await ask(`${url}/v1/nothing`, bearer);
  // A request is logged when its answer has been sent, which its client may see first.
  await eventually(() => expect(tiny.lines().filter(({ msg }) => msg === 'request')).toHaveLength(2));
  tiny.signal('SIGTERM');
  expect(await tiny.ended).toBe(0);
  expect(tiny.lines().map(({ msg }) => msg)).toEqual([
    expect.stringMatching(/^tiny-service listens on http:/),
    'request failed',
    'request',
    'request',
    'stopping',
  ]);
  expect(tiny.lines()[2]).toMatchObject({
    method: 'GET',
    route: '/v1/failures/:how',
    status: 500,
    service: 'tiny-service',
  });
  for (const canary of [OPERATOR_KEY, 'query-canary', 'header-canary', 'database-canary']) {
    expect(tiny.output).not.toContain(canary);
  }
});
