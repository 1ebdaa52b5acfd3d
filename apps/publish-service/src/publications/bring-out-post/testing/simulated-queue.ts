import type { Task, TaskWorkerParts } from '@clipcast/event-store';
import type { ProfileId, PublicationId } from '@clipcast/kernel';
import type { PostName } from '../post-task.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import type { VirtualTime } from './virtual-time.ts';

interface Row {
  readonly integrationId: string;
  dueAtMs: number;
  restUntilMs: number;
  leaseUntilMs: number;
  isWoken: boolean;
  fence: bigint;
  tries: number;
}

const LEASE_MS = 15_000;
const DONE_REST_MS = 10 * 60_000;

/** The task table, by the true time, as the database's clock has it. */
export class SimulatedTasks {
  readonly #rows = new Map<string, Row>();
  readonly #waiting = new Set<() => void>();
  #fence = 0n;
  #callOffRing: () => void = () => undefined;

  constructor(
    private readonly time: VirtualTime,
    private readonly names: { readonly profileId: ProfileId; readonly publicationId: PublicationId },
  ) {}

  add(integrationId: string, dueAtMs: number): void {
    const fresh = { restUntilMs: 0, leaseUntilMs: 0, isWoken: false, fence: 0n, tries: 0 };
    this.#rows.set(integrationId, { integrationId, dueAtMs, ...fresh });
    this.#ring();
  }

  /** Adds a task, or ends the rest of the one that is there. */
  change(integrationId: string): void {
    const row = this.#rows.get(integrationId);
    if (!row) return this.add(integrationId, this.time.nowMs);
    Object.assign(row, { dueAtMs: this.time.nowMs, restUntilMs: 0, isWoken: true });
    this.#ring();
  }

  wakeAll(): void {
    for (const row of this.#rows.values()) Object.assign(row, { restUntilMs: 0, isWoken: true });
    this.#ring();
  }

  remove(integrationId: string): void {
    this.#rows.delete(integrationId);
  }

  take(limit: number): Task<PostName>[] {
    const free = [...this.#rows.values()].filter((row) => freeAtMs(row) <= this.time.nowMs).slice(0, limit);
    return free.map((row) => {
      this.#fence += 1n;
      Object.assign(row, {
        leaseUntilMs: this.time.nowMs + LEASE_MS,
        isWoken: false,
        fence: this.#fence,
      });
      const { integrationId, fence, tries } = row;
      const { profileId, publicationId } = this.names;
      return { profileId, key: integrationId, payload: { publicationId, integrationId }, fence, tries };
    });
  }

  /** False when the lease is lost. */
  set({ key, fence }: Task<PostName>, change: (row: Row) => Partial<Row>): boolean {
    const row = this.#rows.get(key);
    if (row?.fence !== fence || row.leaseUntilMs === 0) return false;
    Object.assign(row, change(row));
    this.#ring();
    return true;
  }

  /** Resolves when there is something to take. */
  news(process: SimulatedProcess): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.add(() => process.schedule(this.time.nowMs, resolve));
      this.#ring();
    });
  }

  /** One look at the table for all who wait: when its next task is free. */
  #ring(): void {
    this.#callOffRing();
    if (this.#waiting.size === 0) return;
    const nextMs = Math.min(...[...this.#rows.values()].map((row) => freeAtMs(row)));
    if (nextMs === Infinity) return;
    this.#callOffRing = this.time.at(nextMs, () => {
      const waiting = [...this.#waiting];
      this.#waiting.clear();
      for (const wake of waiting) wake();
    });
  }
}

const freeAtMs = ({ dueAtMs, restUntilMs, leaseUntilMs }: Row): number =>
  Math.max(dueAtMs, restUntilMs, leaseUntilMs);

/** A process's way to the task table. It asks once there is something to take, so that no time is spent on polling. */
export const queueOf = (
  tasks: SimulatedTasks,
  process: SimulatedProcess,
  time: VirtualTime,
): TaskWorkerParts<PostName>['queue'] => ({
  leaseMs: LEASE_MS,
  async claim(limit) {
    for (;;) {
      await process.after(2);
      const taken = tasks.take(limit);
      if (taken.length > 0) return taken;
      await tasks.news(process);
    }
  },
  async renew(task) {
    await process.after(2);
    return tasks.set(task, () => ({ leaseUntilMs: time.nowMs + LEASE_MS }));
  },
  async release(task, ms, tries) {
    await process.after(2);
    const rest = ({ isWoken }: { isWoken: boolean }) => (isWoken ? 0 : time.nowMs + ms);
    return tasks.set(task, (row) => ({ leaseUntilMs: 0, tries, restUntilMs: rest(row) }));
  },
  async complete(task) {
    await process.after(2);
    return tasks.set(task, (row) => ({
      leaseUntilMs: 0,
      restUntilMs: row.isWoken ? 0 : time.nowMs + DONE_REST_MS,
    }));
  },
});
