import { Secret } from '@clipcast/kernel';
import type { EgressPolicy } from '@clipcast/postiz';
import { Operation, RequiresScope, ZodBody, ZodParams, ZodResponse } from '@clipcast/service-kit';
import { Controller, Inject, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { checkedApiUrl } from '../api-url.ts';
import { ApiKey, ApiUrl } from '../connection-input.ts';
import { EGRESS } from '../egress.token.ts';
import { TestConnection, TestResult } from './test-connection.query.ts';

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
      'With a body the given address and key are tried; without one, those that are stored. Nothing is changed.',
  })
  @ZodResponse(200, TestResult, 'Whether it works, and if not, why.')
  test(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @ZodBody(Candidate.optional()) candidate: z.output<typeof Candidate> | undefined,
  ) {
    return this.queries.execute(
      new TestConnection(
        profileId,
        candidate && {
          apiUrl: checkedApiUrl(candidate.apiUrl, this.egress),
          apiKey: new Secret(candidate.apiKey),
        },
      ),
    );
  }
}
