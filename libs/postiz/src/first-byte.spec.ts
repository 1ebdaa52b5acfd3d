import { Agent } from 'undici';
import { beforeFirstByte } from './first-byte.ts';
import { httpAnswer, startRawServer, type RawServer } from './testing/raw-server.ts';

let server: RawServer;
let agent: Agent;
beforeEach(async () => {
  server = await startRawServer((socket) => socket.write(httpAnswer('200 OK', '{}')));
  agent = new Agent();
});
afterEach(async () => {
  await agent.destroy();
  await server.close();
});

const origin = (): string => `http://127.0.0.1:${server.port}`;

it('is asked for a request that is sent', async () => {
  let asked = 0;
  const dispatcher = agent.compose(beforeFirstByte(() => (asked += 1) > 0));
  await dispatcher.request({ origin: origin(), path: '/', method: 'GET' }).then(({ body }) => body.dump());
  expect([asked, server.heads.length]).toEqual([1, 1]);
});

it('is not asked for a request that was given up before its connection stood', async () => {
  let asked = 0;
  const dispatcher = agent.compose(beforeFirstByte(() => (asked += 1) > 0));
  const request = dispatcher.request({
    origin: origin(),
    path: '/',
    method: 'GET',
    signal: AbortSignal.abort(),
  });
  await expect(request).rejects.toThrow();
  expect([asked, server.heads.length]).toEqual([0, 0]);
});

it('keeps every byte back after a no, and the caller hears of it', async () => {
  const dispatcher = agent.compose(beforeFirstByte(() => false));
  const request = dispatcher.request({ origin: origin(), path: '/', method: 'POST', body: 'x' });
  await expect(request).rejects.toThrow('too late');
  expect([server.connections(), server.heads.length]).toEqual([1, 0]);
});
