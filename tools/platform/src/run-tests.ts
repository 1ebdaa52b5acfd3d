import { resolve } from 'node:path';
import { LocalServerError } from '@clipcast/local-servers';
import { startTestServers } from '@clipcast/testing';
import { inheritedEnvironment } from './config.ts';
import { jestRun } from './jest-run.ts';

const root = resolve(import.meta.dirname, '../../..');
const tell = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Real servers, one Jest run over everything, and a last line that says how it went. */
const main = async (): Promise<number> => {
  const servers = await startTestServers({ notice: tell });
  tell(`Testing against ${servers.description}`);
  try {
    const environment = {
      ...inheritedEnvironment(),
      CLIPCAST_TEST_DATABASE_URL: servers.databaseUrl,
      ...(servers.natsServerBin ? { NATS_SERVER_BIN: servers.natsServerBin } : {}),
    };
    const { passed, failed, exitCode } = await jestRun({ root, args: process.argv.slice(2), environment });
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
    // A run in which nothing passed has shown nothing.
    return exitCode !== 0 ? exitCode : passed === 0 || failed > 0 ? 1 : 0;
  } finally {
    await servers.stop();
  }
};

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    tell(
      error instanceof LocalServerError
        ? error.message
        : String(error instanceof Error ? error.stack : error),
    );
    process.stdout.write('0 passed, 0 failed\n');
    process.exit(1);
  },
);
