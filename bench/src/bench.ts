import type { JsonObject, Runtime } from '@clipcast/kernel';
import type { ServerFacts } from './servers/server-facts.ts';

/** What every bench gets. */
export interface BenchSurroundings {
  /** The repository, with everything built. */
  readonly root: string;
  readonly runtime: Runtime;
  /** Fewer and shorter rounds: shows that a bench works, not how fast anything is. */
  readonly quick: boolean;
  /** Told one line about what is being measured now. */
  readonly say: (line: string) => void;
}

/** One way of measuring something. */
export interface Bench {
  /** As it is named on the command line and in `bench/results/`. */
  readonly name: string;
  run(surroundings: BenchSurroundings): Promise<Findings>;
}

/** What a bench found: tables for people, and every round's figures for whoever wants to doubt them. */
export interface Findings {
  readonly servers: ServerFacts;
  readonly tables: readonly Table[];
  /** What a reader has to know to read the tables right; one sentence or two each. */
  readonly notes: readonly string[];
  readonly rounds: JsonObject;
}

/** The first column names what a row is about and is aligned left; all others are figures. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
