import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Findings } from '../bench.ts';
import type { MachineFacts } from '../measure/machine-facts.ts';

/** What `bench/results/<name>.json` holds. */
export interface Result extends Findings {
  readonly name: string;
  /** When the bench began, RFC 3339. */
  readonly date: string;
  readonly quick: boolean;
  readonly machine: MachineFacts;
}

/** Keeps a result; the one before is replaced. */
export function saveResult(root: string, result: Result): void {
  const directory = join(root, 'bench/results');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, `${result.name}.json`), `${JSON.stringify(result, undefined, 2)}\n`);
}
