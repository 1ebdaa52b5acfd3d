import {
  TaskQueue,
  TaskWorker,
  type Deciders,
  type Task,
  type TaskResult,
  type TaskWorkerParts,
} from '@clipcast/event-store';
import { backoffMs, bareId, type Runtime } from '@clipcast/kernel';
import { PostizCallError } from '@clipcast/postiz';
import type { ServiceEngine } from '@clipcast/service-kit';
import type { ProfileTables } from '../../database.ts';
import { profile, type Connection } from '../../profiles/profile.ts';
import { changeProfile } from '../../profiles/profile-stream.ts';
import type { PostizLook } from '../postiz-look.adapter.ts';
import type { ProfileKeys } from '../profile-keys.ts';
import { seeOrganisation } from './see-organisation.ts';
import { unseenOrganisationTable, type UnseenOrganisation } from './unseen-organisation.projection.ts';

const NAME = 'see-organisation';
/** There is no hurry; a Postiz that hangs holds one of them for seconds, and ever more seldom. */
const CONCURRENCY = 4;
const AGAIN_MS = 2_000;
const AGAIN_MS_MAX = 3_600_000;

export interface WorkerParts {
  readonly engine: ServiceEngine<ProfileTables>;
  readonly look: PostizLook;
  readonly keys: ProfileKeys;
  readonly runtime: Runtime;
}

/**
 * Looks at connections whose Postiz showed no accounts when they were made: it was away, or has none yet, and without an
 * account no organisation can be told from another. Asked less and less often, at least once an hour.
 */
export class SeeOrganisationWorker {
  readonly #deciders: Deciders;
  readonly #worker: TaskWorker<UnseenOrganisation>;

  constructor(private readonly parts: WorkerParts) {
    const { engine, runtime } = parts;
    this.#deciders = engine.deciders;
    const workerParts: TaskWorkerParts<UnseenOrganisation> = {
      name: NAME,
      queue: new TaskQueue(engine.database.db, unseenOrganisationTable, runtime.timers),
      work: (task, signal) => this.#see(task, signal),
      listen: (ring) => engine.store.onAppend(ring),
      runtime,
      onTrouble: engine.onTrouble,
    };
    this.#worker = new TaskWorker(workerParts, CONCURRENCY);
  }

  /** Works until `signal` aborts; resolves when the last look has ended. */
  run(signal: AbortSignal): Promise<void> {
    return this.#worker.run(signal);
  }

  async #see(task: Task<UnseenOrganisation>, signal: AbortSignal): Promise<TaskResult> {
    const { profileId, payload, tries } = task;
    const { connectionVersion, correlationId, causationId } = payload;
    const { state } = await this.#deciders.read(profile, { profileId, id: bareId(profileId) });
    if (state.status === 'unknown' || !isUnseen(state.connection, connectionVersion)) return 'done';
    const { apiUrl, sealedApiKey } = state.connection.credentials;
    const apiKey = this.parts.keys.of(profileId).open(sealedApiKey, connectionVersion);
    try {
      const found = await this.parts.look.integrations({ apiUrl, apiKey }, signal);
      if (found.length === 0) return this.#later(tries);
      const integrationIds = found.map(({ id }) => id);
      const context = { actor: `policy:${NAME}`, correlationId, causationId };
      await changeProfile(
        this.#deciders,
        { profileId, context },
        (current) => seeOrganisation({ connectionVersion, integrationIds }, current),
        () => null,
      );
      return 'done';
    } catch (error) {
      if (!(error instanceof PostizCallError) || signal.aborted) throw error;
      return this.#later(tries, error.retryAfterMs);
    }
  }

  #later(tries: number, askedMs = 0): TaskResult {
    const waitMs = backoffMs(tries, this.parts.runtime.random, AGAIN_MS, AGAIN_MS_MAX);
    return { againInMs: Math.min(Math.max(waitMs, askedMs), AGAIN_MS_MAX), tries: tries + 1 };
  }
}

const isUnseen = (connection: Connection, version: number): connection is Connection & { status: 'set' } =>
  connection.status === 'set' && connection.lastVersion === version && connection.integrationIds.length === 0;
