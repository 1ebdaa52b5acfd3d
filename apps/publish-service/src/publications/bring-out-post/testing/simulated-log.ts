import { DomainError } from '@clipcast/kernel';
import { replay } from '@clipcast/event-store';
import type { PublicationRequested } from '@clipcast/contracts';
import type { KnownPost, PostDecision, PostStream } from '../post-stream.ts';
import type { PostTask } from '../post-task.ts';
import type { Post } from '../../post.ts';
import {
  findPost,
  publication,
  requested,
  type PublicationEvent,
  type PublicationState,
} from '../../publication.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { SimulatedProcess } from './simulated-process.ts';

const CORRELATION_ID = '01990000-0000-7000-8000-00000000000c';

/** The log of one publication: facts are added at an expected version or not at all. */
export class SimulatedLog {
  readonly events: PublicationEvent[] = [];
  #state: PublicationState = publication.initialState;
  readonly #listeners = new Set<(events: readonly PublicationEvent[]) => void>();

  constructor(private readonly tell: (line: string) => void) {}

  get version(): number {
    return this.events.length;
  }

  get state(): PublicationState {
    return this.#state;
  }

  /** False, and nothing happens, when somebody else was faster. */
  append(expectedVersion: number, events: readonly PublicationEvent[], by: string): boolean {
    if (expectedVersion !== this.version) return false;
    if (events.length === 0) return true;
    this.#state = replay(publication, events, this.#state);
    this.events.push(...events);
    for (const event of events) this.tell(`${by}: ${event.type} ${summary(event)}`);
    for (const listener of this.#listeners) listener(events);
    return true;
  }

  onAppend(listener: (events: readonly PublicationEvent[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

const SHOWN: ReadonlySet<string> = new Set([
  'integrationId',
  'attempt',
  'publishAt',
  'postId',
  'from',
  'reason',
  'code',
  'decision',
  'schedule',
  'seen',
]);
const summary = ({ data }: PublicationEvent): string =>
  JSON.stringify(Object.fromEntries(Object.entries(data).filter(([key]) => SHOWN.has(key))));

/** A process's way to the log: it takes time, loses races, and answers of the database get lost. */
export class SimulatedStream implements Pick<PostStream, 'read' | 'record'> {
  constructor(
    private readonly log: SimulatedLog,
    private readonly process: SimulatedProcess,
    private readonly random: SeededRandom,
    private readonly troubleRate: () => number,
    private readonly see: (what: string) => void,
  ) {}

  async read({ integrationId }: PostTask): Promise<KnownPost> {
    await this.#travel();
    const { state } = this.log;
    const request: PublicationRequested['data'] = requested(state).request;
    return {
      correlationId: CORRELATION_ID,
      traceparent: undefined,
      request,
      post: findPost(state, integrationId),
    };
  }

  async record<Command>(
    { integrationId }: PostTask,
    _origin: unknown,
    decide: PostDecision<Command>,
    command: Command,
  ): Promise<Post> {
    for (;;) {
      const { state, version } = this.log;
      await this.#travel();
      if (version !== this.log.version) {
        this.see('a decision was made again after a conflict');
        continue;
      }
      const events = this.#decide(() => decide({ ...command, integrationId }, state));
      await this.#travel();
      if (!this.log.append(version, events, this.process.name)) continue;
      await this.#travel();
      return findPost(replay(publication, events, state), integrationId);
    }
  }

  #decide(decide: () => readonly PublicationEvent[]): readonly PublicationEvent[] {
    try {
      return decide();
    } catch (error) {
      if (error instanceof DomainError && error.code === 'attempt_superseded')
        this.see('a replica was refused, because another one had gone on');
      throw error;
    }
  }

  /** To the database or back. */
  async #travel(): Promise<void> {
    await this.process.after(this.random.between(0, 8));
    if (!this.random.chance(this.troubleRate())) return;
    this.see('the database did not answer');
    throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  }
}
