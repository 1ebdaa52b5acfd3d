import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { benches } from './benches.ts';

/** What was asked for. */
export interface Wishes {
  readonly chosen: readonly Bench[];
  readonly quick: boolean;
  readonly writeDocs: boolean;
}

/** Not a wish we can fulfil; the message says how to put it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const USAGE = `npm run bench -- [--quick] [--write-docs] [name …]\n  names: ${benches.map(({ name }) => name).join(', ')} (all, unless some are named)`;

/** @throws {UsageError} for an unknown option or bench. */
export function readCommandLine(args: readonly string[]): Wishes {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        quick: { type: 'boolean', default: false },
        'write-docs': { type: 'boolean', default: false },
      },
    });
    const unknown = positionals.filter((wanted) => !benches.some(({ name }) => name === wanted));
    if (unknown.length > 0) throw new Error(`There is no bench "${unknown.join('", "')}".`);
    if (values.quick && values['write-docs'])
      throw new Error('A quick run has no figures worth writing down.');
    const chosen = benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
    return { chosen, quick: values.quick, writeDocs: values['write-docs'] };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}
