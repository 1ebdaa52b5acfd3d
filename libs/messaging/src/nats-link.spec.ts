import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { eventually, testNats, type TestNats } from '@clipcast/testing';
import { NatsLink } from './nats-link.ts';

let nats: TestNats;
let link: NatsLink;
const forever = new AbortController().signal;
beforeEach(async () => (nats = await testNats()));
afterEach(async () => {
  await link.close();
  await nats.stop();
});

/** Stands where NATS was and refuses every login. */
async function refusingServer(port: number) {
  const sockets = new Set<Socket>();
  const logins = { refused: 0 };
  const enough = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write(
      'INFO {"server_id":"refusing","version":"2.12.0","proto":1,"headers":true,"max_payload":1048576}\r\n',
    );
    socket.once('data', () => {
      logins.refused += 1;
      if (logins.refused === 3) enough.resolve();
      socket.end("-ERR 'Authorization Violation'\r\n");
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    refusedThrice: enough.promise,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

it('is made although NATS refuses the first logins', async () => {
  await nats.kill();
  const refusing = await refusingServer(Number(new URL(nats.url).port));
  link = new NatsLink(nats.url, 'test');
  await refusing.refusedThrice;
  await refusing.close();
  await nats.restart();
  expect((await link.connection(forever)).isClosed()).toBe(false);
  expect(await link.trouble()).toBeUndefined();
}, 20_000);

it('comes back although NATS refuses the logins in the middle', async () => {
  link = new NatsLink(nats.url, 'test');
  await link.connection(forever);
  await nats.kill();
  const refusing = await refusingServer(Number(new URL(nats.url).port));
  await refusing.refusedThrice;
  await refusing.close();
  await nats.restart();
  await eventually(async () => expect(await link.trouble()).toBeUndefined(), { withinMs: 10_000 });
}, 20_000);

it('is made anew when its connection was closed', async () => {
  link = new NatsLink(nats.url, 'test');
  const first = await link.connection(forever);
  await first.close();
  const second = await link.connection(forever);
  expect([second === first, second.isClosed()]).toEqual([false, false]);
});

it('does not hold a caller who stops waiting', async () => {
  await nats.kill();
  link = new NatsLink(nats.url, 'test');
  const stop = new AbortController();
  const waiting = link.connection(stop.signal);
  stop.abort();
  await expect(waiting).rejects.toThrow('stopped while waiting');
});
