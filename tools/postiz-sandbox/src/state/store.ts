import { applyChange } from './apply-change.ts';
import type { Change } from './change.ts';
import { Journal } from './journal.ts';
import { emptyState, type SandboxState } from './sandbox-state.ts';

/** The state and its journal. Everything is synchronous: a step reads, decides and records without being interrupted. */
export class Store {
  readonly #state = emptyState();
  readonly #journal: Journal;
  readonly #listeners: ((changes: readonly Change[]) => void)[] = [];
  #revision = 0;
  #rehearsing = false;

  constructor(dataDir: string) {
    this.#journal = Journal.open(dataDir, (change) => {
      applyChange(this.#state, change);
    });
  }

  get state(): SandboxState {
    return this.#state;
  }

  /** Grows with every recorded step of this run; two equal numbers mean nothing changed in between. */
  get revision(): number {
    return this.#revision;
  }

  /** True while nothing that is recorded counts. */
  get rehearsing(): boolean {
    return this.#rehearsing;
  }

  /** Writes the changes to the journal as one step, then makes them visible. */
  record(...changes: readonly Change[]): void {
    if (changes.length === 0 || this.#rehearsing) return;
    this.#journal.append(changes);
    for (const change of changes) applyChange(this.#state, change);
    this.#revision += 1;
    for (const listener of this.#listeners) listener(changes);
  }

  /** Does work whose changes are forgotten: what it answers is a lie. */
  rehearse<T>(work: () => T): T {
    this.#rehearsing = true;
    try {
      return work();
    } finally {
      this.#rehearsing = false;
    }
  }

  /** Calls `listener` after every recorded step. */
  onChange(listener: (changes: readonly Change[]) => void): void {
    this.#listeners.push(listener);
  }

  close(): void {
    this.#journal.close();
  }
}
