import { taskTable, type Task, type TaskKey } from '@clipcast/event-store';
import { bareId, type ProfileId, type PublicationId, type Uuid } from '@clipcast/kernel';

/** A post of a profile. */
export type PostName = { readonly publicationId: PublicationId; readonly integrationId: string };

/** A post that somebody has to look after. */
export interface PostTask extends PostName {
  readonly profileId: ProfileId;
}

/** A task per post that is not settled. */
export const postTaskTable = taskTable<PostName>('post_task');

/** What names a post's task. */
export const keyOfPost = (profileId: ProfileId, { publicationId, integrationId }: PostName): TaskKey => ({
  profileId,
  key: `${publicationId} ${integrationId}`,
});

export const postOfTask = ({ profileId, payload }: Task<PostName>): PostTask => ({ profileId, ...payload });

/** Where the facts of a task's publication are. */
export const streamOfTask = ({ profileId, publicationId }: PostTask): { profileId: ProfileId; id: Uuid } => ({
  profileId,
  id: bareId(publicationId),
});
