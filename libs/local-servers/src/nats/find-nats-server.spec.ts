import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchNatsServer } from './fetch-nats-server.ts';
import { findOrFetchNatsServer } from './find-nats-server.ts';
import { packageSources } from './package-source.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'clipcast-find-nats-'));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

const program = (name: string, version: string): string => {
  const path = join(home, name);
  writeFileSync(path, `#!/bin/sh\necho "nats-server: v${version}"\n`);
  chmodSync(path, 0o755);
  return path;
};

it('takes the named program before any other', async () => {
  const named = program('mine', '2.11.0');
  program('nats-server', '2.12.0');
  await expect(findOrFetchNatsServer({ named, searchPath: home })).resolves.toEqual({
    path: named,
    version: '2.11.0',
    origin: 'NATS_SERVER_BIN',
  });
});

it('refuses a named program that is too old, and says so', async () => {
  await expect(findOrFetchNatsServer({ named: program('old', '2.9.9') })).rejects.toThrow(
    /2\.9\.10 or newer/,
  );
});

it("takes the PATH's program, and a fetched one only when the PATH has none new enough", async () => {
  const path = program('nats-server', '2.9.10');
  const cache = program('cached', '2.15.1');
  const search = { named: '', searchPath: `/nowhere:${home}`, cache };
  await expect(findOrFetchNatsServer(search)).resolves.toMatchObject({ path, origin: 'PATH' });
  program('nats-server', '2.9.9');
  await expect(findOrFetchNatsServer(search)).resolves.toMatchObject({ path: cache, origin: 'cache' });
});

// Where the machine has no apt there is nothing to fetch from.
const withApt = packageSources().length > 0;

(withApt ? it : it.skip)(
  "fetches the program from the machine's own package mirror",
  async () => {
    const target = join(home, 'cache', 'nats-server');
    const failure = await fetchNatsServer(target);
    if (failure === undefined) {
      const found = await findOrFetchNatsServer({ named: '', searchPath: '', cache: target });
      expect(found).toMatchObject({ path: target, origin: 'cache' });
    } else {
      // Without a network nothing may be left that looks like a program.
      expect(existsSync(target)).toBe(false);
    }
  },
  180_000,
);

it('says what to install, and why it could not be fetched', async () => {
  const fetch = (): Promise<string> => Promise.resolve('the mirror does not answer');
  const search = findOrFetchNatsServer({ named: '', searchPath: '', cache: join(home, 'none'), fetch });
  await expect(search).rejects.toThrow(/apt-get install nats-server[^]*the mirror does not answer/);
});
