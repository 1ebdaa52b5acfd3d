import { resolve } from 'node:path';
import { systemRuntime } from '@clipcast/kernel';
import { LocalServerError } from '@clipcast/local-servers';
import { readPlatformConfig } from './config.ts';
import { Platform } from './platform.ts';
import { untilAskedToStop } from './supervision/stop-signals.ts';
import { welcome } from './welcome.ts';

const root = resolve(import.meta.dirname, '../../..');
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const main = async (): Promise<void> => {
  const startedAt = systemRuntime.clock.monotonicMs();
  const config = readPlatformConfig();
  const platform = new Platform(config, {
    root,
    runtime: systemRuntime,
    say,
    marker: 'platform/dist/start.js',
  });
  // Should we end by a fault of our own, nothing is left running.
  process.once('exit', () => platform.kill());
  const asked = untilAskedToStop(systemRuntime.clock, () => {
    say('Ending everything at once.');
    process.exit(130);
  });
  say(`Starting Clipcast (data in ${config.dataDir}) …`);
  const started = platform.start().then((access) => {
    const seconds = (systemRuntime.clock.monotonicMs() - startedAt) / 1000;
    say(welcome({ root, config, access, seconds }));
    return asked;
  });
  await Promise.race([asked, started]);
  say('\nStopping: services first, then NATS and PostgreSQL. Ctrl-C again ends everything at once.');
  // A start that is interrupted fails; that is what was asked for.
  started.catch(() => undefined);
  await platform.stop();
  say('Stopped.');
  process.exit(0);
};

main().catch((error: unknown) => {
  // What a person can act on is told as it is; a fault of ours comes with where it happened.
  const text =
    error instanceof LocalServerError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`\n${text}\n`);
  process.exit(1);
});
