import type { JsonObject, ProfileId } from '@clipcast/kernel';

/** A task as facts ask for it. */
export interface NewTask<Payload extends JsonObject> {
  readonly profileId: ProfileId;
  /** Names the task within its profile. */
  readonly key: string;
  /** Not to be worked on before. */
  readonly dueAt: Date;
  /** Within its profile a task with a smaller number comes first; 0 unless said. */
  readonly priority?: number;
  /** What its worker has to know. */
  readonly payload: Payload;
}

/** A task that a worker has taken for itself. */
export interface Task<Payload extends JsonObject> {
  readonly profileId: ProfileId;
  readonly key: string;
  readonly payload: Payload;
  /** Never given twice and rising for ever: who holds an older one has lost the task. */
  readonly fence: bigint;
  /** How often trouble was met in a row, as its last worker told. */
  readonly tries: number;
}

/** What names a task. */
export type TaskKey = Pick<Task<JsonObject>, 'profileId' | 'key'>;
