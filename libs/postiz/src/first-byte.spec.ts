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

it('is told for a request that is sent', async () => {
  let told = 0;
  const dispatcher = agent.compose(beforeFirstByte(() => (told += 1)));
  await dispatcher.request({ origin: origin(), path: '/', method: 'GET' }).then(({ body }) => body.dump());
  expect([told, server.heads.length]).toEqual([1, 1]);
});

it('is not told for a request that was given up before its connection stood', async () => {
  let told = 0;
  const dispatcher = agent.compose(beforeFirstByte(() => (told += 1)));
  const request = dispatcher.request({
    origin: origin(),
    path: '/',
    method: 'GET',
    signal: AbortSignal.abort(),
  });
  await expect(request).rejects.toThrow();
  expect([told, server.heads.length]).toEqual([0, 0]);
});
