import type { PublicationRequested } from '@clipcast/contracts';
import { isEvent, type Projection, type RecordedEvent } from '@clipcast/event-store';
import { prefixed } from '@clipcast/kernel';
import type { PublishTables } from '../../database.ts';
import { keyOfPost, postTaskTable } from './post-task.ts';

const SETTLED: ReadonlySet<string> = new Set(['ClipPublished', 'PostFailed', 'PostUnconfirmed']);

/** A task per post from the request until the post is settled. The leases in it belong to the workers. */
export const postTasks: Projection<PublishTables> = {
  name: 'post-tasks',
  version: 1,
  tables: [postTaskTable],
  apply: async (tx, events) => {
    const changes = postTaskTable.changes();
    for (const event of events) {
      if (isEvent<PublicationRequested>(event, 'PublicationRequested')) changes.add(...tasksOf(event));
      else if (SETTLED.has(event.type)) changes.remove(taskOf(event));
    }
    await changes.write(tx);
  },
};

const tasksOf = ({ profileId, recordedAt, data }: RecordedEvent<PublicationRequested>) =>
  data.integrations.map(({ integrationId }) => {
    const payload = { publicationId: data.publicationId, integrationId };
    return { ...keyOfPost(profileId, payload), dueAt: recordedAt, payload };
  });

function taskOf({ profileId, streamId, data }: RecordedEvent) {
  const { integrationId } = data as { integrationId: string };
  return keyOfPost(profileId, { publicationId: prefixed('pub', streamId), integrationId });
}
