import type { Command, DomainEvent } from '@clipcast/event-store';
import { DomainError, type ProfileId, type PublicationId } from '@clipcast/kernel';

/** The transaction that appends a command's facts. */
export type AppendTransaction = Parameters<NonNullable<Command<unknown, DomainEvent, null>['alongside']>>[0];

/** Media that a publication is about to bring to accounts of its profile. */
export interface MediaClaim {
  readonly profileId: ProfileId;
  readonly publicationId: PublicationId;
  readonly sha256: string;
  readonly integrationIds: readonly string[];
}

/** Where the same media was requested before. */
export interface EarlierUse {
  readonly profileId: ProfileId;
  readonly publicationId: PublicationId;
  readonly integrationId: string;
  readonly requestedAt: Date;
}

/** How a claim is judged. */
export interface ClaimTerms {
  /** Whether somebody has said that it may be a duplicate. */
  readonly isAllowed: boolean;
  /** Whether what counts is known as of the request; else a duplicate is no refusal yet. */
  readonly isLevel: boolean;
}

/** Something stands in the way that may have ended a moment ago; nobody was refused anything. */
export class MayHaveEndedError extends Error {
  override readonly name = 'MayHaveEndedError';
}

/**
 * Stands between a person's slip and a clip that appears twice: the same media on the same account of a brand, or on any
 * account of another brand, needs an explicit yes (issue 4, point 8). What has failed or was cancelled does not count.
 */
export abstract class DuplicateGuard {
  /** `caughtUp` resolves when what counts is known as of its call. */
  constructor(private readonly caughtUp: () => Promise<void>) {}

  /**
   * Carries out a command with a claim beside it. What counts is known by a read model, which is a moment behind: before
   * anything is refused, it is waited for and the command is tried once more.
   */
  async attempt<T>(command: (isLevel: boolean) => Promise<T>): Promise<T> {
    try {
      return await command(false);
    } catch (error) {
      if (!(error instanceof MayHaveEndedError)) throw error;
      await this.caughtUp();
      return command(true);
    }
  }

  /**
   * Takes the media for a publication, in the transaction that appends its request. Of two requests at the same moment,
   * on whatever replicas, the second one finds the first.
   * @throws {DomainError} `duplicate_publication`, unless it is allowed. @throws {MayHaveEndedError} instead, where what counts
   * may have changed.
   */
  abstract claim(tx: AppendTransaction, claim: MediaClaim, terms: ClaimTerms): Promise<void>;

  /** Where another brand has the media, for a person who may see every brand. */
  abstract findOther(profileId: ProfileId, sha256: string): Promise<EarlierUse | undefined>;

  /**
   * A refusal as an operator is to read it. It is kept with its Idempotency-Key, and that may be repeated by a key of the
   * brand, so what it keeps never names another brand.
   */
  async forOperator(refusal: unknown): Promise<unknown> {
    if (!(refusal instanceof DomainError) || refusal.code !== CODE) return refusal;
    const { profileId, sha256 } = refusal.details as { profileId?: ProfileId; sha256?: string };
    const other = profileId && sha256 && (await this.findOther(profileId, sha256));
    if (!other) return refusal;
    return new DomainError(refusal.code, refusal.kind, refusal.message, {
      ...refusal.details,
      earlier: earlierOf(other),
    });
  }
}

const CODE = 'duplicate_publication';
const HINT = 'Send "allowDuplicate": true to publish it all the same.';

/** The same media on the same account of the same brand. */
export const usedHere = (use: EarlierUse): DomainError =>
  new DomainError(
    CODE,
    'conflict',
    `This video was requested for the account "${use.integrationId}" before, by ${use.publicationId}. ${HINT}`,
    { usedBy: 'this_profile', earlier: earlierOf(use) },
  );

/** The same media at another brand, of which the brand itself learns nothing else. */
export const usedElsewhere = ({ profileId, sha256 }: MediaClaim): DomainError =>
  new DomainError(
    CODE,
    'conflict',
    `Another brand has published this video, or is about to. Make sure that it is this one's. ${HINT}`,
    { usedBy: 'another_profile', profileId, sha256 },
  );

const earlierOf = ({ profileId, publicationId, integrationId, requestedAt }: EarlierUse) => ({
  profileId,
  publicationId,
  integrationId,
  requestedAt: requestedAt.toISOString(),
});
