import { incompatibilities } from './compatibility/incompatibilities.ts';
import type { JsonSchema } from './compatibility/json-schema.ts';
import type { EventSchema } from './event-schemas.ts';

/** Files by their path below docs/api. */
export type Files = ReadonlyMap<string, string>;

/** What is wrong with the committed documents. */
export interface Review {
  /** Broken promises, in words: somebody has to decide. */
  readonly broken: readonly string[];
  /** Files that the generator would write otherwise. */
  readonly stale: readonly string[];
}

const SCHEMA_FILE = /^events\/.*\.schema\.json$/;

/** Holds the committed documents, which are what was promised, against the contracts of today. */
export function review(schemas: readonly EventSchema[], generated: Files, committed: Files): Review {
  const gone = [...committed.keys()].filter((path) => SCHEMA_FILE.test(path) && !generated.has(path));
  return {
    broken: [
      ...gone.map(withdrawn),
      ...schemas.flatMap((schema) => brokenBy(schema, committed.get(schema.path))),
    ],
    stale: [...generated].filter(([path, text]) => committed.get(path) !== text).map(([path]) => path),
  };
}

const withdrawn = (path: string): string =>
  `docs/api/${path} was published, and no contract declares this version any more. Logs keep such events for ever: declare it again.`;

function brokenBy(
  { service, type, version, path, schema }: EventSchema,
  published: string | undefined,
): string[] {
  if (published === undefined) return [];
  const found = incompatibilities(JSON.parse(published) as JsonSchema, schema);
  if (found.length === 0) return [];
  return [
    [
      `${service}.${type} v${version} is no longer what docs/api/${path} promised:`,
      ...found.map(({ place, reason }) => `  ${place}: ${reason}`),
      `Leave v${version} as it was and declare the change with nextVersion (libs/contracts/src/event-contract.ts).`,
      `Only while no log anywhere holds such events: delete that file, then run npm run docs:events.`,
    ].join('\n'),
  ];
}
