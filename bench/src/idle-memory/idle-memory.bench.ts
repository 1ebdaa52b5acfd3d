import type { Bench, BenchSurroundings, Findings } from '../bench.ts';
import { residentMb } from '../measure/resident-memory.ts';
import { Programs, SERVICE_FLAGS, SERVICES } from '../programs/programs.ts';
import { megabytes } from '../report/figures.ts';
import { withServers } from '../servers/with-servers.ts';

const ROUNDS = { full: 3, quick: 1 };
/** Longer than V8 waits before it gives back what starting took. */
const IDLE_MS = 20_000;

/** Resident memory of each service, in the order of `SERVICES`. */
interface Memory {
  readonly started: readonly number[];
  readonly idle: readonly number[];
}

async function measure({ runtime }: BenchSurroundings, programs: Programs): Promise<Memory> {
  const services = await Promise.all(SERVICES.map((name) => programs.startService(name, SERVICE_FLAGS)));
  const memory = (): number[] => services.map(({ pid }) => residentMb(pid));
  const started = memory();
  await runtime.timers.sleep(IDLE_MS);
  const idle = memory();
  await programs.stop();
  return { started, idle };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function rowsOf(rounds: readonly Memory[]): string[][] {
  const columns = [rounds.map(({ idle }) => idle), rounds.map(({ started }) => started)];
  return [
    ...SERVICES.map((name, index) => [
      name,
      ...columns.map((each) => megabytes(each.map((round) => round[index] ?? Number.NaN))),
    ]),
    ['all three', ...columns.map((each) => megabytes(each.map(sum)))],
  ];
}

const tell = (rounds: readonly Memory[]): Omit<Findings, 'servers'> => ({
  tables: [
    {
      title: 'Resident memory of the services, MB',
      columns: ['service', 'idle', 'just started'],
      rows: rowsOf(rounds),
    },
  ],
  notes: [
    `MB are 10^6 bytes of VmRSS, when all three are ready and ${IDLE_MS / 1000} s later, as \`npm start\` runs them (${SERVICE_FLAGS.join(' ')}), new processes each round.`,
  ],
  rounds: {
    services: [...SERVICES],
    idle: rounds.map(({ idle }) => [...idle]),
    started: rounds.map(({ started }) => [...started]),
  },
});

/** What the three services cost while nothing happens. */
export const idleMemoryBench: Bench = {
  name: 'idle-memory',
  run: (surroundings) =>
    withServers(surroundings, async (servers) => {
      const programs = await Programs.over(surroundings, servers);
      try {
        const rounds: Memory[] = [];
        while (rounds.length < ROUNDS[surroundings.quick ? 'quick' : 'full'])
          rounds.push(await measure(surroundings, programs));
        return { servers: servers.facts, ...tell(rounds) };
      } finally {
        await programs.close();
      }
    }),
};
