import { Agent } from 'undici';
import { httpAnswer, startRawServer, type RawServer } from '../testing/raw-server.ts';
import { checkedConnector } from './checked-connector.ts';
import { createEgressPolicy, type EgressPolicy } from './egress-policy.ts';

let server: RawServer;
beforeEach(async () => {
  server = await startRawServer((socket) => socket.write(httpAnswer('200 OK', '{}')));
});
afterEach(() => server.close());

async function statusOf(policy: EgressPolicy, hostname: string): Promise<number> {
  const agent = new Agent({ connect: checkedConnector(policy, 1_000) });
  try {
    const { statusCode, body } = await agent.request({
      origin: `http://${hostname}:${server.port}`,
      path: '/',
      method: 'GET',
    });
    await body.dump();
    return statusCode;
  } finally {
    await agent.destroy();
  }
}

// A resolver hook is never asked about these, so only a check inside the connector can refuse them.
it.each(['127.0.0.1', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]', '0'])(
  'opens no connection to the literal %s',
  async (hostname) => {
    await expect(statusOf(createEgressPolicy({ allow: [] }), hostname)).rejects.toThrow('not allowed');
    expect(server.connections()).toBe(0);
  },
);

it('connects to the address that was checked, under the name that was asked for', async () => {
  let asked = 0;
  const policy = createEgressPolicy({
    allow: [`postiz.test:${server.port}`],
    resolve: () => {
      asked += 1;
      return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    },
  });
  expect(await statusOf(policy, 'postiz.test')).toBe(200);
  expect(asked).toBe(1);
  expect(server.heads[0]).toMatch(new RegExp(`^host: postiz.test:${server.port}$`, 'm'));
});

it('gives up a connection that stands at another address than the policy admits', async () => {
  const policy = createEgressPolicy({ allow: [] });
  const lying: EgressPolicy = {
    ...policy,
    addressesOf: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
  };
  await expect(statusOf(lying, 'postiz.test')).rejects.toThrow('ended at an address');
  expect(server.heads).toHaveLength(0);
});
