import type { JsonObject } from '@clipcast/kernel';
import type { Bench } from '../bench.ts';
import { ratiosOf } from '../measure/statistics.ts';
import { rate, ratio } from '../report/figures.ts';
import { withServers, type BenchServers } from '../servers/with-servers.ts';
import { EMMETT_CONNECTIONS } from './emmett-appends.ts';
import { clientsMax, measureLevel, measureLong, type Level } from './levels.ts';
import { OUR_CONNECTIONS } from './our-appends.ts';
import { pgbenchVersion } from './pgbench-inserts.ts';

const CALLERS = [1, 64, 256] as const;
const LONG = { callers: 64, events: 10 };
const levelRow = ({ callers, ours, inserts, pgbench, emmett }: Level): string[] => [
  `${callers}`,
  ...[ours, inserts, pgbench, emmett].map(rate),
  ...[inserts, pgbench, emmett].map((other) => ratio(ratiosOf(ours, other))),
];

const roundsOf = ({ callers, ours, inserts, pgbench, emmett }: Level): JsonObject => ({
  callers,
  ours: [...ours],
  inserts: [...inserts],
  // Not measured, where pgbench is not installed.
  pgbench: pgbench.some(Number.isNaN) ? null : [...pgbench],
  emmett: [...emmett],
});

const notesOf = (servers: BenchServers, pgbench: string | undefined): string[] => {
  const clients = clientsMax(servers);
  return [
    'About 300 B of data and 150 B of metadata, in a stream of its own each time. An append of ours also checks the stream’s version and numbers the event densely; an INSERT is prepared, autocommitted and does neither.',
    `Each command is a call of \`EventStore.append\` of its own. All but pgbench are callers in one Node process with the same driver; ours has ${OUR_CONNECTIONS} connections, the INSERTs have one for each caller.`,
    pgbench === undefined
      ? 'pgbench was not found in the PATH and not measured.'
      : `pgbench ${pgbench}, \`-M prepared\`: the same INSERT with the same payload, from two threads written in C.`,
    `Emmett: \`@event-driven-io/emmett-postgresql\` 0.42.0, \`appendToStream\` of a stream that must not exist, with ${EMMETT_CONNECTIONS} connections, the best of 10, 20 and 64 tried at 64 callers; it was not tried at 256.`,
    ...(clients < Math.max(...CALLERS)
      ? [`The server lets so few clients in that INSERTs and pgbench had ${clients} at most.`]
      : []),
  ];
};

/** Durable appends beside the cheapest thing PostgreSQL can do with the same payload, and beside another event store. */
export const appendBench: Bench = {
  name: 'append',
  run: (surroundings) =>
    withServers(surroundings, async (servers) => {
      const pgbench = await pgbenchVersion();
      const levels: Level[] = [];
      for (const callers of CALLERS) {
        surroundings.say(`${callers} concurrent commands of one event`);
        levels.push(await measureLevel(surroundings, servers, callers, pgbench !== undefined));
      }
      surroundings.say(`${LONG.callers} concurrent commands of ${LONG.events} events`);
      const long = await measureLong(surroundings, servers, LONG);
      const longRow = [`${LONG.callers}`, rate(long.ours), rate(long.emmett)];
      return {
        servers: servers.facts,
        tables: [
          {
            title: 'Durable appends of one event, each to a stream of its own, a second',
            columns: [
              'concurrent',
              'Clipcast',
              'INSERTs',
              'pgbench',
              'Emmett',
              '÷ INSERTs',
              '÷ pgbench',
              '÷ Emmett',
            ],
            rows: levels.map(levelRow),
          },
          {
            title: 'Durable appends of ten events, each to a stream of its own, a second',
            columns: ['concurrent', 'Clipcast', 'Emmett', '÷ Emmett'],
            rows: [[...longRow, ratio(ratiosOf(long.ours, long.emmett))]],
          },
        ],
        notes: notesOf(servers, pgbench),
        rounds: {
          oneEvent: levels.map(roundsOf),
          tenEvents: long,
        },
      };
    }),
};
