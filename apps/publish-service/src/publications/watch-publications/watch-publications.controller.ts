import { Readable } from 'node:stream';
import { DomainError } from '@clipcast/kernel';
import {
  Operation,
  ReadsHeader,
  RequiresScope,
  Standing,
  ZodParams,
  ZodResponse,
  type KeyStanding,
} from '@clipcast/service-kit';
import { Controller, Get, Headers, Res, type BeforeApplicationShutdown } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { KnownProfiles } from '../../profiles/known-profiles.query.ts';
import { positionCursor } from '../../profiles/position-cursor.ts';
import { ProfileParams } from '../../profiles/profile-params.ts';
import { PublicationStreams } from './publication-streams.ts';

/** Characters that wait for the line, beside one event. */
const BUFFER_MAX = 16 * 1024;

@Controller('profiles/:profileId/publications/events')
export class WatchPublicationsController implements BeforeApplicationShutdown {
  constructor(
    private readonly streams: PublicationStreams,
    private readonly profiles: KnownProfiles,
  ) {}

  @Get()
  @RequiresScope('publish:read')
  @ReadsHeader(
    'Last-Event-ID',
    'The id of the last event that was seen: nothing that has changed since is missed, on whichever replica.',
  )
  @Operation({
    summary: 'Watch publications',
    description:
      'Server-sent events: an `event: publication` with the publication as its data whenever one has changed. A slow reader is told the newest state and not each one in between. It ends soon after its access key was revoked. At most 20 streams a profile and replica (429 `too_many_streams`).',
  })
  @ZodResponse(
    200,
    z.string().meta({ description: '`event: publication`, `id: <cursor>`, `data: <Publication as JSON>`' }),
    'Changes from now on, or after Last-Event-ID; a comment every 15 seconds when there are none.',
    'text/event-stream',
  )
  async watch(
    @ZodParams(ProfileParams) { profileId }: ProfileParams,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: FastifyReply,
    @Standing() isStillAllowed: KeyStanding,
  ): Promise<void> {
    await this.profiles.require(profileId);
    const lastSeen = cursorIn(lastEventId);
    const stop = new AbortController();
    const leave = () => stop.abort();
    reply.raw.once('close', leave);
    if (reply.raw.destroyed) leave();
    const events = await this.streams.open(profileId, lastSeen, stop, isStillAllowed);
    const body = Readable.from(events, { objectMode: false, highWaterMark: BUFFER_MAX });
    body.once('close', leave);
    void reply
      .header('content-type', 'text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      .send(body);
  }

  beforeApplicationShutdown(): void {
    this.streams.close();
  }
}

/** @throws {DomainError} `invalid_cursor` */
function cursorIn(lastEventId: string | undefined): bigint | undefined {
  if (lastEventId === undefined || lastEventId === '') return undefined;
  if (positionCursor.safeParse(lastEventId).success) return BigInt(lastEventId);
  throw new DomainError(
    'invalid_cursor',
    'invalid',
    'Last-Event-ID must be the id of an event that this stream gave out. Leave it out to begin now.',
  );
}
