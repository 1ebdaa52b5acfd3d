import { Command, CommanderError } from 'commander';
import { addDeadLetters } from './commands/dead-letters.ts';
import { addProgress } from './commands/progress.ts';
import { addProjections } from './commands/projections.ts';
import { addLog } from './commands/put-back.ts';
import { addProve } from './commands/prove.ts';
import { EXIT, Failure } from './failure.ts';
import type { Surroundings } from './surroundings.ts';

const EXIT_CODES = `
Exit codes:
  0  done
  1  refused, failed, or not proved
  2  the command does not make sense
  3  the platform does not answer

It talks to the platform of CLIPCAST_PORT with the key in CLIPCAST_OPERATOR_KEY, or in the data directory
(CLIPCAST_DATA_DIR).`;

/**
 * Runs one command line.
 * @param complain gets what belongs on standard error.
 * @returns the exit code.
 */
export async function runOps(
  args: readonly string[],
  surroundings: Surroundings,
  complain: (text: string) => void,
): Promise<number> {
  const program = new Command('ops')
    .description('What an operator does with a running platform, service by service.')
    .option('--json', 'answer as JSON')
    .option('--edge <url>', "where the platform's edge is, instead of CLIPCAST_PORT on this machine")
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError('(--help says what there is)')
    .configureOutput({ writeOut: (text) => surroundings.say(text.trimEnd()), writeErr: complain })
    .exitOverride();
  // Subcommands take over what the program has set, so they are added afterwards.
  for (const add of [addProjections, addProgress, addDeadLetters, addLog, addProve])
    add(program, surroundings);
  try {
    await program.parseAsync(args, { from: 'user' });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (!(error instanceof Failure)) throw error;
    if (error.message !== '') complain(`${error.message}\n`);
    return error.exitCode;
  }
}
