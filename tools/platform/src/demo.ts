import { resolve } from 'node:path';
import { systemRuntime } from '@clipcast/kernel';
import { readPlatformConfig } from './config.ts';
import { Api } from './demo/api.ts';
import { brandsIn } from './demo/brands.ts';
import { Progress } from './demo/progress.ts';
import { publishBrand, type Outcome } from './demo/publish-brand.ts';
import { keyOfRunningPlatform } from './demo/running-platform.ts';
import { Platform } from './platform.ts';
import { originOf } from './setup/programs.ts';
import { untilAskedToStop } from './supervision/stop-signals.ts';

const root = resolve(import.meta.dirname, '../../..');
const config = readPlatformConfig();
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Starts a platform for the demo when none runs. */
async function startPlatform(): Promise<{ platform: Platform; operatorKey: string }> {
  say('No platform runs on this data directory: starting one.');
  const platform = new Platform(config, {
    root,
    runtime: systemRuntime,
    say,
    marker: 'platform/dist/demo.js',
  });
  process.once('exit', () => platform.kill());
  const { operatorKey } = await platform.start();
  return { platform, operatorKey };
}

const summary = ({ brand, profileId, job, budget }: Outcome): string => {
  const edge = originOf(config, 'edge');
  const accounts = job.integrations.map(
    ({ name, status, reason }) => `      ${status.padEnd(12)} ${name}${reason ? `: ${reason.detail}` : ''}`,
  );
  return [
    `  ${brand.name}: ${job.status}, ${budget.spentUsd} of ${budget.limitUsd} USD spent this month (${budget.status})`,
    ...accounts,
    `      job timeline ${edge}/api/publish/v1/profiles/${profileId}/publications/${job.id}`,
    `      costs        ${edge}/api/billing/v1/profiles/${profileId}/costs`,
    `      budget       ${edge}/api/billing/v1/profiles/${profileId}/budget`,
    job.traceUrl ? `      trace        ${job.traceUrl}` : `      trace id     ${job.traceId ?? 'none'}`,
  ].join('\n');
};

async function main(): Promise<void> {
  const running = keyOfRunningPlatform(config);
  const own = running === undefined ? await startPlatform() : undefined;
  const operatorKey = running ?? own?.operatorKey ?? '';
  const sandboxUrl = originOf(config, 'sandbox');
  const api = new Api(originOf(config, 'edge'), operatorKey, systemRuntime);
  const progress = new Progress();
  progress.start();
  const outcomes = await Promise.all(
    brandsIn(root).map((brand) =>
      publishBrand(api, brand, sandboxUrl, systemRuntime, (line) => progress.tell(brand.name, line)),
    ),
  ).finally(() => progress.end('Done.'));
  say(`\n${outcomes.map(summary).join('\n\n')}\n`);
  say(`  What landed where    ${sandboxUrl}/`);
  say(`  Operator key         ${operatorKey}   (send it as "Authorization: Bearer …")`);
  process.exitCode = outcomes.every(({ job }) => job.status === 'published') ? 0 : 1;
  if (!own) return;
  if (process.stdout.isTTY) {
    say('\nThe platform goes on running so that you can look around; Ctrl-C stops it.');
    await untilAskedToStop(systemRuntime.clock, () => process.exit(130));
  } else {
    say(
      '\nStopping the platform that was started for the demo. To look around, run `npm start`: everything is kept.',
    );
  }
  await own.platform.stop();
  process.exit();
}

main().catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
