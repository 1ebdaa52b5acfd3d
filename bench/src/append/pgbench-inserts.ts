import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Ids } from '@clipcast/kernel';
import { sampleEvent, sampleMetadata } from './sample-command.ts';

const run = promisify(execFile);
/** Its clock runs while it connects, and a server that checks passwords on two cores lets so many in each second. */
const CLIENTS_A_SECOND = 40;
const SCRIPT = 'insert into plain_event (id, data, meta) values (uuidv7(), :data, :meta);\n';

/** Whether PostgreSQL's own load generator is installed: its version, or undefined. */
export const pgbenchVersion = (): Promise<string | undefined> =>
  run('pgbench', ['--version']).then(
    ({ stdout }) => /\d+[.\d]*/.exec(stdout)?.[0],
    () => undefined,
  );

/**
 * The same single-row INSERT from a client written in C: `pgbench -M prepared`, with a connection for every client.
 * @returns transactions a second, without the time for connecting.
 */
export async function pgbenchInserts(
  url: string,
  ids: Ids,
  load: { readonly clients: number; readonly seconds: number },
): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'clipcast-pgbench-'));
  const script = join(directory, 'insert.sql');
  writeFileSync(script, SCRIPT);
  const seconds = Math.ceil(load.seconds + load.clients / CLIENTS_A_SECOND);
  const threads = Math.min(load.clients, availableParallelism());
  const [data, meta] = [sampleEvent.data, sampleMetadata(ids)].map((document) => JSON.stringify(document));
  const what = [
    '--no-vacuum',
    '--protocol=prepared',
    `--file=${script}`,
    '-D',
    `data=${data}`,
    '-D',
    `meta=${meta}`,
  ];
  const how = [`--client=${load.clients}`, `--jobs=${threads}`, `--time=${seconds}`];
  try {
    const { stdout } = await run('pgbench', [...what, ...how, url]);
    const rate = /^tps = ([\d.]+) \(without initial connection time\)/m.exec(stdout)?.[1];
    if (rate === undefined) throw new Error(`pgbench gave no rate:\n${stdout}`);
    return Number(rate);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
