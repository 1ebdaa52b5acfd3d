import type { PublicationRequested } from '@clipcast/contracts';
import { isEvent, type NewTask, type Projection, type RecordedEvent } from '@clipcast/event-store';
import { prefixed } from '@clipcast/kernel';
import type { PublishTables } from '../../database.ts';
import type { SwitchEvent } from '../../publishing/publishing-switch.ts';
import type { SomePostsEvent, UnconfirmedPostDecided } from '../post-events.ts';
import type { Schedule } from '../post.ts';
import { handOverAt } from './instants.ts';
import { keyOfPost, postTaskTable, type PostName } from './post-task.ts';

/** What is wanted now comes before what has a date: that is handed over a day ahead, and has the time. */
const PRIORITY = { now: 0, dated: 1 } as const;

const SETTLED: ReadonlySet<string> = new Set([
  'PostFailed',
  'PostCancelled',
  'PostLeftAsDraft',
  'ClipPublished',
  'PostWatchEnded',
]);
const OF_SOME_POSTS: ReadonlySet<string> = new Set([
  'CancellationRequested',
  'PublicationRescheduled',
  'PublicationRetried',
] satisfies SomePostsEvent['type'][]);

/**
 * A task per post from the request until nothing will happen to the post by itself any more. A person's wish, and the stop
 * switch, wake those that rest. The leases in it belong to the workers.
 */
export const postTasks: Projection<PublishTables> = {
  name: 'post-tasks',
  version: 2,
  tables: [postTaskTable],
  apply: async (tx, events) => {
    const changes = postTaskTable.changes();
    for (const event of events) {
      if (isEvent<PublicationRequested>(event, 'PublicationRequested')) changes.add(...requestedTasks(event));
      else if (SETTLED.has(event.type)) changes.remove(taskOf(event));
      else if (isEvent<UnconfirmedPostDecided>(event, 'UnconfirmedPostDecided'))
        changes.change(decided(event));
      else if (isOfSomePosts(event)) changes.change(...wishedTasks(event));
      else if (isOfSwitch(event)) changes.wakeAll(event.data.scope === 'fleet' ? undefined : event.profileId);
    }
    await changes.write(tx);
  },
};

const isOfSwitch = (event: RecordedEvent): event is RecordedEvent<SwitchEvent> =>
  event.type === 'PublishingPaused' || event.type === 'PublishingResumed';

const isOfSomePosts = (event: RecordedEvent): event is RecordedEvent<SomePostsEvent> =>
  OF_SOME_POSTS.has(event.type);

const requestedTasks = (event: RecordedEvent<PublicationRequested>) => {
  const { recordedAt, data } = event;
  const from = handOverAt(data);
  const dueAt = from > recordedAt ? from : recordedAt;
  return data.integrations.map(({ integrationId }) => taskFor(event, integrationId, dueAt, data.schedule));
};

/** Looked at at once, whatever the new time is: what is in Postiz already may have to be taken back first. */
const wishedTasks = (event: RecordedEvent<SomePostsEvent>) => {
  const { recordedAt, data } = event;
  const schedule = 'schedule' in data ? data.schedule : 'now';
  return data.integrationIds.map((integrationId) => taskFor(event, integrationId, recordedAt, schedule));
};

const decided = (event: RecordedEvent<UnconfirmedPostDecided>) =>
  taskFor(event, event.data.integrationId, event.recordedAt, 'now');

function taskFor(
  { profileId, streamId }: RecordedEvent,
  integrationId: string,
  dueAt: Date,
  schedule: Schedule,
): NewTask<PostName> {
  const payload = { publicationId: prefixed('pub', streamId), integrationId };
  const priority = schedule === 'now' || schedule === 'draft' ? PRIORITY.now : PRIORITY.dated;
  return { ...keyOfPost(profileId, payload), dueAt, priority, payload };
}

function taskOf({ profileId, streamId, data }: RecordedEvent) {
  const { integrationId } = data as { integrationId: string };
  return keyOfPost(profileId, { publicationId: prefixed('pub', streamId), integrationId });
}
