import type { PublicationRequested } from '@clipcast/contracts';
import { isEvent, type Projection, type RecordedEvent } from '@clipcast/event-store';
import { bareId } from '@clipcast/kernel';
import type { Transaction } from 'kysely';
import type { PublishTables } from '../../database.ts';

const SETTLED: ReadonlySet<string> = new Set(['ClipPublished', 'PostFailed', 'PostUnconfirmed']);

/** A task per post from the request until the post is settled. The leases in it belong to the workers. */
export const postTasks: Projection<PublishTables> = {
  name: 'post-tasks',
  apply: async (tx, events) => {
    for (const event of events) {
      if (isEvent<PublicationRequested>(event, 'PublicationRequested')) await addTasks(tx, event);
      else if (SETTLED.has(event.type))
        await removeTask(tx, event as RecordedEvent & { data: { integrationId: string } });
    }
  },
};

async function addTasks(
  tx: Transaction<PublishTables>,
  { profileId, data, recordedAt }: RecordedEvent<PublicationRequested>,
) {
  const rows = data.integrations.map(({ integrationId }) => ({
    profile_id: bareId(profileId),
    publication_id: data.publicationId,
    integration_id: integrationId,
    due_at: recordedAt,
    lease_until: null,
  }));
  await tx
    .insertInto('post_task')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function removeTask(
  tx: Transaction<PublishTables>,
  event: RecordedEvent & { data: { integrationId: string } },
) {
  await tx
    .deleteFrom('post_task')
    .where('profile_id', '=', bareId(event.profileId))
    .where('publication_id', '=', `pub_${event.streamId}`)
    .where('integration_id', '=', event.data.integrationId)
    .execute();
}
