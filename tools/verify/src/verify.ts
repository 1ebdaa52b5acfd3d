import { Command, CommanderError } from 'commander';
import { BrokenRule } from './ledger-row.ts';
import { verifyLedger } from './verify-ledger.ts';

const EXIT = { done: 0, broken: 1, usage: 2 };
const DAY_S = 24 * 60 * 60;

export interface VerifySurroundings {
  /** Of billing-service's database, when nothing else is said. @throws {Error} telling how to name one. */
  readonly databaseUrl: () => string;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** Runs one command line and answers with its exit code. */
export async function runVerify(
  args: readonly string[],
  { databaseUrl, say, complain }: VerifySurroundings,
): Promise<number> {
  let code = EXIT.done;
  const program = new Command('verify')
    .description('Checks what is stored by programs that share no code with those that stored it.')
    .configureOutput({
      writeOut: (text) => say(text.trimEnd()),
      writeErr: (text) => complain(text.trimEnd()),
    })
    .exitOverride();
  program
    .command('ledger')
    .description('Replays the raw rows of all budgets: limits, reservations, sums, prices, doubles, orphans.')
    .option('--database <url>', "billing-service's database, instead of the local platform's")
    .option(
      '--orphan-after <seconds>',
      'a hard reservation that is open for longer is an orphan',
      Number,
      DAY_S,
    )
    .action(async ({ database, orphanAfter }: { database?: string; orphanAfter: number }) => {
      try {
        const options = { databaseUrl: database ?? databaseUrl(), orphanAfterMs: orphanAfter * 1_000 };
        const { facts, costs, reservations, months } = await verifyLedger(options);
        say(
          `${facts} facts of ${months.size} budgets: ${costs} cost entries and ${reservations} reservations. Every rule holds.`,
        );
      } catch (error) {
        if (!(error instanceof BrokenRule)) throw error;
        complain(`BROKEN: ${error.rule}\n  at   ${error.where}\n  what ${error.message}`);
        code = EXIT.broken;
      }
    });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    throw error;
  }
}
