import { Deciders } from '@clipcast/event-store';
import { DomainError, type ProfileId, type Runtime, type Secret } from '@clipcast/kernel';
import {
  describeConnectionTrouble,
  PostizCallError,
  PostizClient,
  type EgressPolicy,
} from '@clipcast/postiz';
import { RUNTIME } from '@clipcast/service-kit';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { readProfile } from '../../profiles/profile-stream.ts';
import { EGRESS } from '../egress.token.ts';
import { ProfileKeys } from '../profile-keys.ts';

const CONNECT_MS = 3_000;
const READ_MS = 8_000;

export const TestResult = z
  .object({
    ok: z.boolean(),
    latencyMs: z.int().meta({ description: 'How long Postiz took to list its accounts.' }),
    integrations: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        provider: z.string(),
        profile: z.string().nullable(),
        disabled: z.boolean(),
      }),
    ),
    reason: z
      .string()
      .optional()
      .meta({ description: 'A stable word for what is wrong, when it is not ok.' }),
    message: z.string().optional().meta({ description: 'What is wrong and what to do, in words.' }),
  })
  .meta({ id: 'ConnectionTest' });
export type TestResult = z.output<typeof TestResult>;

/** Does the connection work? Asked of a candidate, or of the one that is stored. Nothing is changed by asking. */
export class TestConnection extends Query<TestResult> {
  constructor(
    readonly profileId: ProfileId,
    readonly candidate: { readonly apiUrl: string; readonly apiKey: Secret } | undefined,
  ) {
    super();
  }
}

@QueryHandler(TestConnection)
export class TestConnectionHandler implements IQueryHandler<TestConnection> {
  constructor(
    private readonly deciders: Deciders,
    private readonly keys: ProfileKeys,
    @Inject(EGRESS) private readonly egress: EgressPolicy,
    @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  async execute({ profileId, candidate }: TestConnection): Promise<TestResult> {
    const { resource } = await readProfile(this.deciders, profileId);
    const { apiUrl, apiKey } = candidate ?? this.#stored(profileId, resource.connection);
    const { clock } = this.runtime;
    const startedMs = clock.monotonicMs();
    const latencyMs = () => Math.round(clock.monotonicMs() - startedMs);
    try {
      const found = await this.#listIntegrations(apiUrl, apiKey);
      const integrations = found.map(({ id, name, identifier: provider, profile, disabled }) => ({
        id,
        name,
        provider,
        profile,
        disabled,
      }));
      return { ok: true, latencyMs: latencyMs(), integrations };
    } catch (error) {
      if (!(error instanceof PostizCallError)) throw error;
      return {
        ok: false,
        latencyMs: latencyMs(),
        integrations: [],
        ...describeConnectionTrouble(error, apiUrl),
      };
    }
  }

  async #listIntegrations(baseUrl: string, apiKey: Secret) {
    const timeouts = { connectMs: CONNECT_MS, readMs: READ_MS };
    const client = new PostizClient({
      baseUrl,
      apiKey,
      runtime: this.runtime,
      egress: this.egress,
      timeouts,
    });
    try {
      return await client.listIntegrations();
    } finally {
      await client.close();
    }
  }

  #stored(
    profileId: ProfileId,
    connection: Awaited<ReturnType<typeof readProfile>>['resource']['connection'],
  ) {
    if (connection.status === 'none') {
      throw new DomainError(
        'connection_missing',
        'conflict',
        'This profile has no Postiz connection to test. Send one to try, or set one first.',
      );
    }
    const { apiUrl, sealedApiKey, connectionVersion } = connection.credentials;
    return { apiUrl, apiKey: this.keys.of(profileId).open(sealedApiKey, connectionVersion) };
  }
}
