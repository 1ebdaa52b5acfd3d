import { jest } from '@jest/globals';
import { systemRuntime } from '@clipcast/kernel';
import { crashEnvironment } from './testing/config.ts';
import { startCrashRun, type CrashRun } from './testing/crash-run.ts';
import { roles } from './testing/crew.ts';

jest.setTimeout(30 * 60_000);

const { seed = systemRuntime.random.bytes(4).readUInt32BE(), rounds, seconds } = crashEnvironment();

/**
 * The whole way from a command to another service's tables and commands, as real processes that are killed with SIGKILL
 * round after round, for 90 seconds unless CLIPCAST_CRASH_SECONDS or CLIPCAST_CRASH_ROUNDS says else. CLIPCAST_CRASH_SEED
 * repeats the choices of a run.
 */
describe(`processes that are killed at random moments (seed ${seed})`, () => {
  let run: CrashRun;
  beforeEach(async () => (run = await startCrashRun(seed)));
  afterEach(() => run.close());

  it('lose, double and reorder nothing: log, stream, read model and policy agree on every answered command', async () => {
    const startedMs = systemRuntime.clock.monotonicMs();
    const elapsedMs = () => systemRuntime.clock.monotonicMs() - startedMs;
    const isTime = () => (rounds === undefined ? elapsedMs() < seconds * 1_000 : run.strikes.rounds < rounds);
    await run.strikes.run(() => isTime() && run.crew.crashes.length === 0);
    const strikesMs = elapsedMs();
    if (run.crew.crashes.length === 0) await run.finish();
    const faults = await run.faults();
    process.stdout.write(await summary(run, strikesMs, elapsedMs()));
    expect(faults).toEqual([]);
    for (const role of roles) expect(run.crew.kills[role]).toBeGreaterThan(0);
    expect(run.crew.answers.repeated).toBeGreaterThan(0);
  });
});

async function summary(run: CrashRun, strikesMs: number, tookMs: number): Promise<string> {
  const { answers, kills } = run.crew;
  const { rounds: struck, counts } = run.strikes;
  const kinds = Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
  const killed = roles.map((role) => `${role} ${kills[role]}`).join(', ');
  const answered = answers.writers.reduce((sum, writer) => sum + answers.of(writer).size, 0);
  return (
    `crash run, seed ${seed}: ${struck} rounds in ${Math.round(strikesMs / 1_000)} s, judged after ` +
    `${Math.round(tookMs / 1_000)} s\n  rounds: ${kinds}\n  killed: ${killed}\n  ${answered} commands answered, ` +
    `${answers.repeated} handed over again, ${await run.publicEvents()} public events\n`
  );
}
