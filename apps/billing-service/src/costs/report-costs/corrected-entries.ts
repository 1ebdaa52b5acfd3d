import { DomainError, type CostId, type ProfileId } from '@clipcast/kernel';
import type { ReportedCost } from '../../budgets/record-cost/record-cost.ts';
import { costNotFound } from '../cost-not-found.ts';
import type { KnownEntries, KnownEntry } from '../known-entries.query.ts';
import { refused, type CheckedCost } from './read-report.ts';

interface FoundInBooks {
  readonly found: ReadonlyMap<CostId, KnownEntry>;
  /** Why of the others it cannot be said whether they are there. */
  readonly behind?: DomainError;
}

/** The entries that the corrections of one call correct: of the books, or of the call itself. */
export class CorrectedEntries {
  readonly #ofCall = new Map<string, KnownEntry>();
  /** Waiting in vain is done once in a call: what stands still does so for all of it. */
  #behind: DomainError | undefined;

  constructor(private readonly entries: KnownEntries) {}

  /** A cost of the call was booked: a later correction may name it, whatever a read model shows by then. */
  add(profileId: ProfileId, { costId, accessKeyId }: ReportedCost): void {
    this.#ofCall.set(keyOf(profileId, costId), { accessKeyId });
  }

  /** Each correction as it is to be booked, or why it cannot be; what has to be looked up is looked up once for all. */
  async found(
    corrections: readonly CheckedCost[],
  ): Promise<ReadonlyMap<CheckedCost, CheckedCost | DomainError>> {
    const ofProfiles = [...Map.groupBy(corrections, ({ profileId }) => profileId)];
    const answers = await Promise.all(ofProfiles.map(([profileId, some]) => this.#foundIn(profileId, some)));
    return new Map(answers.flat());
  }

  async #foundIn(
    profileId: ProfileId,
    corrections: readonly CheckedCost[],
  ): Promise<(readonly [CheckedCost, CheckedCost | DomainError])[]> {
    const ofCall = (id: CostId) => this.#ofCall.get(keyOf(profileId, id));
    const named = corrections.map(({ cost }) => cost.corrects).filter((id) => id !== null);
    const ofBooks = await this.#ofBooks(
      profileId,
      named.filter((id) => !ofCall(id)),
    );
    return corrections.map((step) => {
      const { corrects } = step.cost;
      const entry = corrects === null ? undefined : (ofCall(corrects) ?? ofBooks.found.get(corrects));
      return [step, entry ? onItsKey(step, entry) : (ofBooks.behind ?? notFound(step))] as const;
    });
  }

  /** One read for all, and one more when some seem to be missing, after the read model has come level: an entry may be new. */
  async #ofBooks(profileId: ProfileId, ids: readonly CostId[]): Promise<FoundInBooks> {
    const found = await this.entries.shown(profileId, ids);
    if (ids.every((id) => found.has(id))) return { found };
    const behind = this.#behind ?? (await this.#waitUntilLevel());
    return behind ? { found, behind } : { found: await this.entries.shown(profileId, ids) };
  }

  async #waitUntilLevel(): Promise<DomainError | undefined> {
    try {
      await this.entries.level();
      return undefined;
    } catch (error) {
      return (this.#behind = refused(null, error).refusal);
    }
  }
}

/**
 * Those of the waiting corrections that can be looked at now: what they correct does not wait itself. Of corrections that name
 * each other in a circle none comes first, and none has an entry to correct.
 */
export function nextCorrections(waiting: readonly CheckedCost[]): readonly CheckedCost[] {
  const ids = new Set(waiting.map(({ profileId, cost }) => keyOf(profileId, cost.costId)));
  const next = waiting.filter(
    ({ profileId, cost: { corrects } }) => corrects === null || !ids.has(keyOf(profileId, corrects)),
  );
  return next.length > 0 ? next : waiting;
}

/** What an operator gives back, or adds, counts on the cap on which the entry counts; what a key reports counts on its own. */
const onItsKey = (step: CheckedCost, { accessKeyId }: KnownEntry): CheckedCost => ({
  ...step,
  cost: { ...step.cost, accessKeyId: step.cost.accessKeyId ?? accessKeyId },
});

const notFound = ({ cost, pointer }: CheckedCost): DomainError =>
  costNotFound(cost.corrects ?? cost.costId, `${pointer}/corrects`);

const keyOf = (profileId: ProfileId, costId: CostId): string => `${profileId} ${costId}`;
