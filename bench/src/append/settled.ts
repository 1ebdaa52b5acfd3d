import { waitUntil, withClient } from '@clipcast/local-servers';
import type { Runtime } from '@clipcast/kernel';

const PATIENCE_MS = 10_000;

/**
 * Waits until the server has no client but us: backends end a moment after their connection does, and meanwhile take
 * the place, and the processor, of whoever is measured next.
 * @throws {Error} when somebody stays connected.
 */
export async function settled(url: string, runtime: Runtime): Promise<void> {
  await withClient(url, async (client) => {
    const alone = async (): Promise<boolean> => {
      const { rowCount } = await client.query(
        `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      );
      return rowCount === 0;
    };
    if (await waitUntil(runtime, alone, { withinMs: PATIENCE_MS })) return;
    throw new Error('A contender left connections open.');
  });
}
