import { createServer } from 'node:net';
import { freePortRange } from '../testing/free-port-range.ts';
import { assertPortsFree, portOf } from './ports.ts';

it('places everything at its fixed distance from the edge', () => {
  const listeners = [
    'edge',
    'profile-service',
    'publish-service',
    'billing-service',
    'sandbox',
    'nats',
    'postgres',
  ] as const;
  expect(listeners.map((listener) => portOf(4100, listener))).toEqual([
    4100, 4101, 4102, 4103, 4110, 4122, 4132,
  ]);
});

it('names the port that is taken, what it is for, and the way out', async () => {
  const edgePort = await freePortRange();
  const other = createServer();
  await new Promise<void>((resolve) =>
    other.listen(portOf(edgePort, 'billing-service'), '127.0.0.1', resolve),
  );
  const refusal = assertPortsFree(edgePort, ['edge', 'billing-service']);
  await expect(refusal).rejects.toThrow(`${edgePort + 3}, for billing-service`);
  await expect(refusal).rejects.toThrow(`CLIPCAST_PORT=${edgePort + 100}`);
  await new Promise((resolve) => other.close(resolve));
  await expect(assertPortsFree(edgePort, ['edge', 'billing-service'])).resolves.toBeUndefined();
});
