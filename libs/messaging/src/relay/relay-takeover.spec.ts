import { jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Leadership } from '@clipcast/event-store';
import { systemRuntime } from '@clipcast/kernel';
import { eventually, testNats, type TestNats } from '@clipcast/testing';
import { oneTo, registerMany, startRelay, storedNumbers } from '../testing/relay-fixture.ts';
import { testService } from '../testing/test-service.ts';

jest.setTimeout(40_000);

const TAKEOVER_MS_MAX = 3_000;
const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

describe('a relay leader that is killed', () => {
  let nats: TestNats;
  let profile: Awaited<ReturnType<typeof testService>>;
  let leader: ChildProcess;
  beforeEach(async () => {
    nats = await testNats();
    profile = await testService('profile', nats.url);
    const hooks = path('../../../service-kit/src/testing/swc-hooks.mjs');
    leader = spawn(
      process.execPath,
      [
        '--conditions=@clipcast/source',
        `--import=${hooks}`,
        path('../testing/relay-main.ts'),
        profile.database.url,
        nats.url,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    if (leader.stdout) await once(leader.stdout, 'data');
  });
  afterEach(async () => {
    leader.kill('SIGKILL');
    await profile.close();
    await nats.stop();
  });

  it('is followed by its standby within three seconds, without a gap or a repetition', async () => {
    const leadership = new Leadership(profile.database.url, systemRuntime);
    const standby = startRelay(profile.store, nats.url, { leadership });
    const appending = registerMany(profile.store, 3_000);
    await eventually(async () => expect((await standby.relay.progress()).published).toBeGreaterThan(0n));
    expect((await standby.relay.progress()).leading).toBe(false);
    const killedMs = systemRuntime.clock.monotonicMs();
    leader.kill('SIGKILL');
    await eventually(() => expect(standby.relay.lastNumber).toBeDefined(), { withinMs: 10_000 });
    const tookMs = systemRuntime.clock.monotonicMs() - killedMs;
    await appending;
    await eventually(async () => expect(await storedNumbers(nats.url)).toEqual(oneTo(3_000)), {
      withinMs: 15_000,
    });
    await standby.stop();
    await leadership.close();
    expect(tookMs).toBeLessThan(TAKEOVER_MS_MAX);
  });
});
