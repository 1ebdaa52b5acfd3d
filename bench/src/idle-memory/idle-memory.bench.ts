import type { Bench, BenchSurroundings, Findings } from '../bench.ts';
import { alternate, type Rounds } from '../measure/alternate.ts';
import { residentMb } from '../measure/resident-memory.ts';
import { Programs, SERVICES, SMALL_SEMI_SPACE } from '../programs/programs.ts';
import { megabytes } from '../report/figures.ts';
import { withServers } from '../servers/with-servers.ts';

const LENGTHS = { full: { rounds: 3, idleMs: 10_000 }, quick: { rounds: 1, idleMs: 3_000 } };

/** Resident memory of each service, in the order of `SERVICES`. */
async function measureIdle(
  { runtime, quick }: BenchSurroundings,
  programs: Programs,
  memoryFlags: readonly string[],
): Promise<number[]> {
  const services = await Promise.all(SERVICES.map((name) => programs.startService(name, memoryFlags)));
  await runtime.timers.sleep((quick ? LENGTHS.quick : LENGTHS.full).idleMs);
  const memory = services.map(({ pid }) => residentMb(pid));
  await programs.stop();
  return memory;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const rowsOf = ({ ours, baseline }: Rounds<number[]>): string[][] => [
  ...SERVICES.map((name, index) => [
    name,
    ...[ours, baseline].map((rounds) => megabytes(rounds.map((round) => round[index] ?? Number.NaN))),
  ]),
  ['all three', ...[ours, baseline].map((rounds) => megabytes(rounds.map(sum)))],
];

const tell = (measured: Rounds<number[]>, idleMs: number): Omit<Findings, 'servers'> => ({
  tables: [
    {
      title: 'Resident memory of the services when idle, MB',
      columns: ['service', `as npm start runs them`, 'Node’s default young generation'],
      rows: rowsOf(measured),
    },
  ],
  notes: [
    `MB are 10^6 bytes of VmRSS, ${idleMs / 1000} s after all three are ready, new processes each round. \`npm start\` passes ${SMALL_SEMI_SPACE}.`,
  ],
  rounds: {
    services: [...SERVICES],
    smallSemiSpace: measured.ours.map((round) => [...round]),
    nodeDefault: measured.baseline.map((round) => [...round]),
  },
});

/** What the three services cost while nothing happens. */
export const idleMemoryBench: Bench = {
  name: 'idle-memory',
  run: (surroundings) =>
    withServers(surroundings, async (servers) => {
      const programs = await Programs.over(surroundings, servers);
      const { rounds, idleMs } = surroundings.quick ? LENGTHS.quick : LENGTHS.full;
      surroundings.say(`${rounds} starts with the flag and ${rounds} without`);
      try {
        const measured = await alternate(
          rounds,
          () => measureIdle(surroundings, programs, [SMALL_SEMI_SPACE]),
          () => measureIdle(surroundings, programs, []),
        );
        return { servers: servers.facts, ...tell(measured, idleMs) };
      } finally {
        await programs.close();
      }
    }),
};
