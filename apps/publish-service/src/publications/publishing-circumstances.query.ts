import { DomainError, formatUsd, parseUsd, type ProfileId } from '@clipcast/kernel';
import type { Integration } from '@clipcast/postiz';
import { Injectable } from '@nestjs/common';
import { KnownIntegrations } from '../connections/known-integrations.ts';
import { PostizConnections, type ConnectionRef } from '../connections/postiz-connections.ts';
import { PublishingSettings } from '../connections/publishing-settings.query.ts';
import { KnownProfiles } from '../profiles/known-profiles.query.ts';
import { QuotaGate } from '../quota-gate/quota-gate.query.ts';
import { PublishingTerms } from './publishing-terms.ts';

/** Under which circumstances a profile can publish right now. */
export interface PublishingCircumstances {
  readonly connection: ConnectionRef;
  readonly leadSeconds: number;
  /** The accounts behind the connection. */
  readonly integrations: readonly Integration[];
}

/** Finds out under which circumstances a profile can publish. */
@Injectable()
export class FindCircumstances {
  constructor(
    private readonly profiles: KnownProfiles,
    private readonly quota: QuotaGate,
    private readonly connections: PostizConnections,
    private readonly integrations: KnownIntegrations,
    private readonly settings: PublishingSettings,
    private readonly terms: PublishingTerms,
  ) {}

  /**
   * For as many posts as `postsOf` counts among the accounts there are.
   * @throws {DomainError} what keeps the profile from publishing: `profile_not_found`, `connection_missing`,
   * `connection_disabled`, `connection_uncertain`, `quota_exceeded`, or why its Postiz could not be asked.
   */
  async of(
    profileId: ProfileId,
    postsOf: (integrations: readonly Integration[]) => number,
  ): Promise<PublishingCircumstances> {
    await this.profiles.require(profileId);
    const usable = await this.connections.current(profileId);
    const [integrations, { leadSeconds }] = await Promise.all([
      this.integrations.recall(usable),
      this.settings.of(profileId),
    ]);
    const price = parseUsd(this.terms.postPriceUsd) * BigInt(postsOf(integrations));
    await this.quota.pass(profileId, formatUsd(price));
    const { kind, version } = usable;
    return {
      connection: { kind, version },
      leadSeconds: leadSeconds ?? this.terms.leadSeconds,
      integrations,
    };
  }

  /** The same, with what stands in the way as a value: a decision says it then, and it is kept with the command's key. */
  async orRefusal(
    profileId: ProfileId,
    postsOf: (integrations: readonly Integration[]) => number,
  ): Promise<PublishingCircumstances | DomainError> {
    return this.of(profileId, postsOf).catch(refusalIn);
  }
}

/** A refusal as a value. @throws whatever is none. */
export function refusalIn(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  throw error;
}
