import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemRuntime } from '@clipcast/kernel';
import type { ProcessExit } from '@clipcast/local-servers';
import { Supervisor, type Supervised } from './supervisor.ts';

/** A program whose life the test decides. */
class ScriptedProgram implements Supervised {
  pid = 100;
  starts = 0;
  failNext = 0;
  #spawned: (pid: number) => void = () => undefined;
  #life = Promise.withResolvers<ProcessExit>();
  #started = Promise.withResolvers<void>();

  get exited(): Promise<ProcessExit> {
    return this.#life.promise;
  }

  onSpawn(listener: (pid: number) => void): void {
    this.#spawned = listener;
  }

  start(): Promise<void> {
    if (this.failNext > 0) {
      this.failNext -= 1;
      return Promise.reject(new Error('no luck'));
    }
    this.starts += 1;
    this.pid += 1;
    this.#life = Promise.withResolvers<ProcessExit>();
    this.#spawned(this.pid);
    this.#started.resolve();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#life.resolve({ code: 0, signal: null });
    return Promise.resolve();
  }

  /** Ends the program and waits for its next start. */
  async crash(): Promise<void> {
    this.#started = Promise.withResolvers<void>();
    this.#life.resolve({ code: null, signal: 'SIGKILL' });
    await this.#started.promise;
  }
}

let runDir: string;
let program: ScriptedProgram;
let supervisor: Supervisor;
let waits: number[];
let said: string[];
let now: number;

beforeEach(async () => {
  runDir = mkdtempSync(join(tmpdir(), 'clipcast-supervisor-'));
  program = new ScriptedProgram();
  [waits, said, now] = [[], [], 0];
  const runtime = {
    clock: { now: () => new Date(now), monotonicMs: () => now },
    timers: {
      sleep: (ms: number) => Promise.resolve(waits.push(ms)).then(() => undefined),
      turn: () => Promise.resolve(),
      deadline: () => new AbortController().signal,
    },
  };
  supervisor = new Supervisor('billing-service', program, {
    runDir,
    runtime,
    say: (line) => said.push(line),
  });
  await supervisor.start();
});

afterEach(() => rmSync(runDir, { recursive: true, force: true }));

const writtenPid = (): number => Number(readFileSync(join(runDir, 'billing-service.pid'), 'utf8'));

it('starts a program again when it ends, writes the new process id, and says what happened', async () => {
  expect(writtenPid()).toBe(101);
  await program.crash();
  expect(writtenPid()).toBe(102);
  expect(said).toEqual(['billing-service ended by SIGKILL; starting it again']);
});

it('waits longer each time, up to five seconds', async () => {
  for (let crashes = 0; crashes < 7; crashes += 1) await program.crash();
  expect(waits).toEqual([200, 400, 800, 1600, 3200, 5000, 5000]);
});

it('waits shortly again for a program that was healthy for ten seconds', async () => {
  await program.crash();
  await program.crash();
  // Lets the supervisor look at the clock for the life that begins now.
  await systemRuntime.timers.sleep(1);
  now += 10_000;
  await program.crash();
  expect(waits).toEqual([200, 400, 200]);
});

it('does not give up on a program that cannot be started', async () => {
  program.failNext = 3;
  await program.crash();
  expect(program.starts).toBe(2);
  expect(said.filter((line) => line.includes('no luck'))).toHaveLength(3);
  expect(waits).toEqual([200, 400, 800, 1600]);
});

it('leaves a stopped program stopped, and takes its pid file away', async () => {
  await supervisor.stop();
  expect(program.starts).toBe(1);
  expect(existsSync(join(runDir, 'billing-service.pid'))).toBe(false);
});
