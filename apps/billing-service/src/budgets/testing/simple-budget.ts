/** A reservation as the model keeps it: all there ever were, in a list. */
export interface SimpleHold {
  readonly amount: bigint;
  readonly keyed: boolean;
  expiresAtMs: number | null;
  end: 'settled' | 'released' | null;
}

/**
 * A budget as one would explain it: lists and sums, taken anew for every question. What the real one does with running sums,
 * buckets and facts must come to the same.
 */
export class SimpleBudget {
  nowMs = Date.UTC(2026, 2, 10);
  limit = 0n;
  isHard = true;
  version: number | null = null;
  readonly costs: { readonly micros: bigint; readonly keyed: boolean }[] = [];
  readonly holds: SimpleHold[] = [];

  get spent(): bigint {
    return this.costs.reduce((sum, { micros }) => sum + micros, 0n);
  }

  get reserved(): bigint {
    return this.holds.reduce((sum, hold) => (this.isOpen(hold) ? sum + hold.amount : sum), 0n);
  }

  /** What the access key has spent, or holds. */
  get usedByKey(): bigint {
    const costs = this.costs.reduce((sum, { micros, keyed }) => (keyed ? sum + micros : sum), 0n);
    return this.holds.reduce(
      (sum, hold) => (hold.keyed && this.isOpen(hold) ? sum + hold.amount : sum),
      costs,
    );
  }

  isOpen({ end, expiresAtMs }: SimpleHold): boolean {
    return end === null && (expiresAtMs === null || expiresAtMs > this.nowMs);
  }

  /** A newer quota counts, an older one does not. */
  learn(quota: { readonly limit: bigint; readonly enforcement: string; readonly version: number }): void {
    if (this.version !== null && quota.version <= this.version) return;
    this.version = quota.version;
    this.limit = quota.limit;
    this.isHard = quota.enforcement === 'hard';
  }
}
