import { ClientPool } from './client-pool.ts';

/** A client that only knows whether it was closed. */
class Client {
  closed = false;
  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}

let pool: ClientPool<Client>;
let made: Client[];
beforeEach(() => {
  pool = new ClientPool(2);
  made = [];
});
const make = () => {
  const client = new Client();
  made.push(client);
  return client;
};
const use = (name: string, keyVersion = 1) =>
  pool.use(name, keyVersion, make, (client) => Promise.resolve(client));

/** Begins a call that lasts until it is told to end. */
function begin(name: string, keyVersion = 1) {
  const ended = Promise.withResolvers<void>();
  const call = pool.use(name, keyVersion, make, async (client) => {
    await ended.promise;
    return client.closed;
  });
  return {
    /** Whether the client had been closed under the call. */
    end: () => {
      ended.resolve();
      return call;
    },
  };
}

it('keeps a client for the next call', async () => {
  expect(await use('acme')).toBe(await use('acme'));
});

it('closes the one that was not used for longest, and no other', async () => {
  const [acme, globex] = [await use('acme'), await use('globex')];
  await use('acme');
  await use('initech');
  expect([acme.closed, globex.closed, pool.size]).toEqual([false, true, 2]);
});

it('never closes a client under a call, however many there are', async () => {
  const calls = ['acme', 'globex', 'initech', 'hooli'].map((name) => begin(name));
  expect(pool.size).toBe(4);
  expect(await Promise.all(calls.map((call) => call.end()))).toEqual([false, false, false, false]);
  await use('umbrella');
  expect(pool.size).toBe(2);
  expect(made.filter(({ closed }) => closed)).toHaveLength(3);
});

it('takes a newer key with the next call, and closes the old client after its last one', async () => {
  const old = begin('acme', 1);
  const fresh = await use('acme', 2);
  expect(made.map(({ closed }) => closed)).toEqual([false, false]);
  expect(await old.end()).toBe(false);
  expect(made.map(({ closed }) => closed)).toEqual([true, false]);
  expect(await use('acme', 2)).toBe(fresh);
});

/** It looked up what is set a moment before the key was changed. */
it('never goes back to an older key', async () => {
  const fresh = await use('acme', 2);
  expect(await use('acme', 1)).toBe(fresh);
});

it('makes nothing of a client that cannot be made', async () => {
  const refuse = () => {
    throw new Error('no such address');
  };
  await expect(pool.use('acme', 1, refuse, () => Promise.resolve(1))).rejects.toThrow('no such address');
  expect(pool.size).toBe(0);
});

it('closes every client at the end, and makes no more', async () => {
  await Promise.all([use('acme'), use('globex')]);
  await pool.close();
  expect(made.map(({ closed }) => closed)).toEqual([true, true]);
  await expect(use('acme')).rejects.toMatchObject({ outcome: 'not_sent', code: 'postiz_cancelled' });
});
