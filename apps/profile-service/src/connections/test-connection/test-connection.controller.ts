import { Secret } from '@clipcast/kernel';
import type { EgressPolicy } from '@clipcast/postiz';
import {
  CurrentPrincipal,
  Operation,
  RequiresScope,
  ZodBody,
  ZodParams,
  ZodResponse,
  type Principal,
} from '@clipcast/service-kit';
import { Controller, Inject, Post, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { checkedApiUrl } from '../api-url.ts';
import { ApiKey, ApiUrl } from '../connection-input.ts';
import { EGRESS } from '../egress.token.ts';
import { TestConnection } from './test-connection.query.ts';
import { TestResult } from './test-result.ts';

const Candidate = z.strictObject({ apiUrl: ApiUrl, apiKey: ApiKey }).meta({ id: 'PostizCandidate' });

@Controller('profiles/:profileId/postiz/test')
export class TestConnectionController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(EGRESS) private readonly egress: EgressPolicy,
  ) {}

  @Post()
  @RequiresScope('profile:write')
  @Operation({
    summary: 'Test a Postiz connection',
    description:
      'With a body the given address and key are tried; without one, those that are stored. The connection is not changed by it.',
  })
  @ZodResponse(200, TestResult, 'Whether it works, and if not, why.')
  test(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodBody(Candidate.optional()) candidate: z.output<typeof Candidate> | undefined,
    @CurrentPrincipal() reader: Principal,
    @Req() { id: correlationId }: FastifyRequest,
  ) {
    return this.queries.execute(
      new TestConnection(
        profileId,
        candidate && {
          apiUrl: checkedApiUrl(candidate.apiUrl, this.egress),
          apiKey: new Secret(candidate.apiKey),
        },
        reader,
        { actor: reader.actor, correlationId },
      ),
    );
  }
}
