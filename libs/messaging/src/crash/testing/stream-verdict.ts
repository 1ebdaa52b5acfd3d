import type { Database } from '@clipcast/event-store';
import { EVENT_ID, numberOf } from '../../envelope.ts';
import { withManager } from '../../testing/relay-fixture.ts';

const PAGE_MESSAGES = 1_000;

/** What JetStream holds too often, not at all, or in another order than the log. */
export async function faultsOfStream(natsUrl: string, { pool }: Database): Promise<string[]> {
  const { rows } = await pool.query<{ told: string }>(`
    select public_number || ' ' || event_id as told from events where public_number is not null order by position`);
  const stored = await storedEvents(natsUrl);
  return Array.from({ length: Math.max(rows.length, stored.length) }, (_, index) => [
    rows[index]?.told ?? 'nothing',
    stored[index] ?? 'nothing',
  ])
    .filter(([fact, message]) => fact !== message)
    .map(([fact, message]) => `JetStream has ${message} where the log has ${fact}`);
}

/** Number and id of every message, in the stream's order. */
const storedEvents = (natsUrl: string): Promise<string[]> =>
  withManager(natsUrl, async (manager) => {
    const { messages: count } = (await manager.streams.info('PROFILE')).state;
    const consumer = await manager.jetstream().consumers.get('PROFILE');
    const stored: string[] = [];
    while (stored.length < count) {
      const before = stored.length;
      const page = await consumer.fetch({ max_messages: PAGE_MESSAGES, expires: 5_000 });
      for await (const { headers } of page)
        stored.push(`${headers ? numberOf(headers).number : '?'} ${headers?.get(EVENT_ID)}`);
      if (stored.length === before) break;
    }
    return stored;
  });

/** The number of the stream's last event. */
export const publishedNumber = (natsUrl: string): Promise<bigint> =>
  withManager(natsUrl, async (manager) => {
    const last = await manager.streams.getMessage('PROFILE', { last_by_subj: '>' });
    return last ? numberOf(last.header).number : 0n;
  });
