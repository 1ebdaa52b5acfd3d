import { applyChange } from './apply-change.ts';
import type { Change } from './change.ts';
import { Journal } from './journal.ts';
import { emptyState, type SandboxState } from './sandbox-state.ts';

/** The state and its journal. Everything is synchronous: a step reads, decides and records without being interrupted. */
export class Store {
  readonly #state = emptyState();
  readonly #journal: Journal;
  readonly #listeners: (() => void)[] = [];
  #revision = 0;

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

  /** Writes the changes to the journal as one step, then makes them visible. */
  record(...changes: readonly Change[]): void {
    if (changes.length === 0) return;
    this.#journal.append(changes);
    for (const change of changes) applyChange(this.#state, change);
    this.#revision += 1;
    for (const listener of this.#listeners) listener();
  }

  /** Calls `listener` after every recorded step. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  close(): void {
    this.#journal.close();
  }
}
