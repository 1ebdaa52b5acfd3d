import type { CommandContext } from '@clipcast/event-store';
import { Deciders } from '@clipcast/event-store';
import { DomainError, type ProfileId, type Runtime } from '@clipcast/kernel';
import { PostizCallError, type Integration } from '@clipcast/postiz';
import { RUNTIME, type Principal } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { changeProfile, readProfile } from '../../profiles/profile-stream.ts';
import type { Connection } from '../../profiles/profile.ts';
import { connectionTrouble } from '../connection-trouble.ts';
import type { Warning } from '../connection-warning.ts';
import { OrganisationWarnings } from '../organisation-warnings.query.ts';
import { PostizLook, type PostizAccess } from '../postiz-look.adapter.ts';
import { ProfileKeys } from '../profile-keys.ts';
import { seeOrganisation } from '../see-organisation/see-organisation.ts';
import type { TestResult } from './test-result.ts';

/** Does the connection work? Asked of a candidate, or of the one that is stored. */
export class TestConnection extends Query<TestResult> {
  constructor(
    readonly profileId: ProfileId,
    readonly candidate: PostizAccess | undefined,
    readonly reader: Principal,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** What was tried; a candidate has no version yet. */
interface Tried extends PostizAccess {
  readonly connectionVersion?: number;
}

@QueryHandler(TestConnection)
export class TestConnectionHandler implements IQueryHandler<TestConnection> {
  constructor(
    private readonly deciders: Deciders,
    private readonly keys: ProfileKeys,
    private readonly look: PostizLook,
    private readonly warnings: OrganisationWarnings,
    @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  async execute(query: TestConnection): Promise<TestResult> {
    const { profileId, candidate } = query;
    const { resource } = await readProfile(this.deciders, profileId);
    const tried: Tried = candidate ?? this.#stored(profileId, resource.connection);
    const { clock } = this.runtime;
    const startedMs = clock.monotonicMs();
    const latencyMs = () => Math.round(clock.monotonicMs() - startedMs);
    const found = await this.look.integrations(tried).catch(troubleOf);
    const took = latencyMs();
    if (found instanceof PostizCallError) {
      const warnings = await this.#warnings(query, []);
      return {
        ok: false,
        latencyMs: took,
        integrations: [],
        ...connectionTrouble(found, tried.apiUrl),
        warnings,
      };
    }
    await this.#remember(query, tried, found);
    const warnings = await this.#warnings(
      query,
      found.map(({ id }) => id),
    );
    return { ok: true, latencyMs: took, integrations: found.map(shown), warnings };
  }

  /** What is behind the stored connection is the profile's organisation; a candidate is nobody's yet. */
  async #remember(
    { profileId, context }: TestConnection,
    { connectionVersion }: Tried,
    found: readonly Integration[],
  ): Promise<void> {
    if (connectionVersion === undefined) return;
    const integrationIds = found.map(({ id }) => id);
    await changeProfile(
      this.deciders,
      { profileId, context },
      (state) => seeOrganisation({ connectionVersion, integrationIds }, state),
      () => null,
    );
  }

  #warnings(
    { profileId, candidate, reader }: TestConnection,
    integrationIds: readonly string[],
  ): Promise<Warning[]> {
    return candidate
      ? this.warnings.ofIntegrations(profileId, integrationIds, reader)
      : this.warnings.ofProfile(profileId, reader);
  }

  #stored(profileId: ProfileId, connection: Connection): Tried {
    if (connection.status === 'none') {
      throw new DomainError(
        'connection_missing',
        'conflict',
        'This profile has no Postiz connection to test. Send one to try, or set one first.',
      );
    }
    const { apiUrl, sealedApiKey, connectionVersion } = connection.credentials;
    const apiKey = this.keys.of(profileId).open(sealedApiKey, connectionVersion);
    return { apiUrl, apiKey, connectionVersion };
  }
}

function troubleOf(error: unknown): PostizCallError {
  if (error instanceof PostizCallError) return error;
  throw error;
}

const shown = ({ id, name, identifier: provider, profile, disabled }: Integration) => ({
  id,
  name,
  provider,
  profile,
  disabled,
});
