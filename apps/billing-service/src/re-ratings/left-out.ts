import type { CostId, ProfileId } from '@clipcast/kernel';

/** So many are named; of the others it is said that there are more. */
const NAMED_MAX = 100;

/** An entry that a re-rating leaves as it is, and the code of the refusal: that its difference met, or that it has no price any more. */
export type LeftOut = { readonly profileId: ProfileId; readonly costId: CostId; readonly code: string };

/** How many entries were left as they are, and the first of them. */
export type LeftOutSum = { readonly entries: number; readonly first: readonly LeftOut[] };

export const NONE_LEFT_OUT: LeftOutSum = { entries: 0, first: [] };

/** Counts what is left out while entries are gone through. */
export class LeftOutEntries {
  #entries = 0;
  readonly #first: LeftOut[] = [];

  add(entry: LeftOut): void {
    this.#entries += 1;
    if (this.#first.length < NAMED_MAX) this.#first.push(entry);
  }

  get sum(): LeftOutSum {
    return { entries: this.#entries, first: [...this.#first] };
  }
}
