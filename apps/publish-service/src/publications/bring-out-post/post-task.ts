import { bareId, type ProfileId, type PublicationId, type Uuid } from '@clipcast/kernel';

/** A post that somebody has to look after. */
export interface PostTask {
  readonly profileId: ProfileId;
  readonly publicationId: PublicationId;
  readonly integrationId: string;
  /** Rises with every claim: who holds an older one has lost the task. */
  readonly fence: number;
  /** How often trouble was met in a row. */
  readonly tries: number;
}

/** Where the facts of a task's publication are. */
export const streamOfTask = ({ profileId, publicationId }: PostTask): { profileId: ProfileId; id: Uuid } => ({
  profileId,
  id: bareId(publicationId),
});
