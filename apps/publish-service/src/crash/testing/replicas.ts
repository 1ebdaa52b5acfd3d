import { systemRuntime, type ProfileId } from '@clipcast/kernel';
import type { Ask } from '../../testing/http-ask.ts';
import type { Strike } from './crash-point.ts';
import { ReplicaProcess } from './replica-process.ts';

/** While a replica starts, or has lost its database. */
const UNAVAILABLE = 503;
const RETRY_MS = 100;
const UNANSWERED_MS_MAX = 120_000;

/** So many replicas at any time: who is struck down is replaced by one that is not struck at that point again. */
export class Replicas {
  /** Whose point was come to. */
  readonly struck = new Set<ProfileId>();
  /** Replicas that ended although nobody wanted them to. */
  readonly crashes: string[] = [];
  readonly #strikes: Map<ProfileId, Strike>;
  readonly #running: ReplicaProcess[] = [];
  #closing = false;
  #turn = 0;

  constructor(
    private readonly environment: Readonly<Record<string, string>>,
    count: number,
    strikes: ReadonlyMap<ProfileId, Strike>,
  ) {
    this.#strikes = new Map(strikes);
    for (let slot = 0; slot < count; slot += 1) this.#fill(slot);
  }

  /** Asks whoever answers. @throws {Error} when nobody does for two minutes */
  readonly ask: Ask = async (question) => {
    const { clock, timers } = systemRuntime;
    const untilMs = clock.monotonicMs() + UNANSWERED_MS_MAX;
    for (;;) {
      const replica = this.#running[(this.#turn += 1) % this.#running.length];
      try {
        const answer = await replica?.ask(question);
        if (answer && answer.status !== UNAVAILABLE) return answer;
        if (answer && clock.monotonicMs() > untilMs) return answer;
      } catch (error) {
        if (clock.monotonicMs() > untilMs) throw error;
      }
      await timers.sleep(RETRY_MS);
    }
  };

  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all(this.#running.map((replica) => replica.kill()));
  }

  #fill(slot: number): void {
    let expected = false;
    const replica = new ReplicaProcess(
      this.environment,
      Object.fromEntries(this.#strikes),
      (_, profileId) => {
        expected = true;
        this.struck.add(profileId);
        this.#strikes.delete(profileId);
      },
    );
    this.#running[slot] = replica;
    void replica.ended.then((signal) => {
      if (this.#closing) return;
      if (!expected) this.crashes.push(`a replica ended by itself (${signal}): ${replica.said}`);
      this.#fill(slot);
    });
  }
}
