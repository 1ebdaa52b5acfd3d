import { Readable } from 'node:stream';
import { Deciders } from '@clipcast/event-store';
import { DomainError } from '@clipcast/kernel';
import { MediaMissingError, MediaStore, type ByteRange, type MediaObject } from '@clipcast/media-store';
import { Operation, ReadsHeader, RequiresScope, ZodParams, ZodResponse } from '@clipcast/service-kit';
import { Controller, Get, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireClip } from '../clip-stream.ts';
import { ClipParams } from '../clip-params.ts';
import { byteRangeOf } from './byte-range.ts';
import { attachment } from './content-disposition.ts';

const Bytes = z.string().meta({ format: 'binary' });

@Controller('profiles/:profileId/clips/:clipId')
export class DownloadMediaController {
  constructor(
    private readonly deciders: Deciders,
    private readonly store: MediaStore,
  ) {}

  @Get('media')
  @RequiresScope('publish:read')
  @Operation({
    summary: "Download a clip's video",
    description: 'Streamed; its ETag is its SHA-256.',
  })
  @ReadsHeader(
    'Range',
    'One part of it, like `bytes=0-1023`; the answer is 206, or 416 when there is no such part.',
  )
  @ReadsHeader('If-Range', 'The ETag of what the part is wanted of; all of another video is sent.')
  @ReadsHeader('If-None-Match', 'The ETag of what is there already; the answer is 304 then.')
  @ZodResponse(200, Bytes, 'The video.', 'video/mp4')
  @ZodResponse(206, Bytes, 'The part that was asked for.', 'video/mp4')
  async video(
    @ZodParams(ClipParams) { profileId, clipId }: ClipParams,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { sha256, bytes, fileName } = await requireClip(this.deciders, profileId, clipId);
    const tag = `"${sha256}"`;
    void reply.headers({ etag: tag, 'cache-control': 'private, no-cache', 'accept-ranges': 'bytes' });
    if (request.headers['if-none-match'] === tag) return void reply.status(304);
    const range = this.#rangeOf(request, reply, tag, bytes);
    if (range) {
      void reply.status(206).header('content-range', `bytes ${range.first}-${range.last}/${bytes}`);
    }
    void reply.headers({
      'content-type': 'video/mp4',
      'content-length': range ? range.last - range.first + 1 : bytes,
      'content-disposition': attachment(fileName),
    });
    // Fastify answers HEAD by reading what the route sends, which need not be the video.
    if (request.method === 'HEAD') return new StreamableFile(Readable.from([]));
    return new StreamableFile(await this.#open({ profileId, sha256, kind: 'video' }, range));
  }

  @Get('thumbnail')
  @RequiresScope('publish:read')
  @Operation({ summary: "Show a clip's thumbnail" })
  @ZodResponse(200, Bytes, 'A picture from the beginning of the video.', 'image/jpeg')
  async thumbnail(
    @ZodParams(ClipParams) { profileId, clipId }: ClipParams,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { sha256, hasThumbnail } = await requireClip(this.deciders, profileId, clipId);
    if (!hasThumbnail)
      throw new DomainError(
        'thumbnail_not_found',
        'not_found',
        'This clip has no thumbnail: none could be made of it, or ffmpeg is not installed.',
      );
    const picture = await this.#open({ profileId, sha256, kind: 'thumbnail' });
    void reply.headers({
      etag: `"${sha256}"`,
      'cache-control': 'private, no-cache',
      'content-type': 'image/jpeg',
    });
    return new StreamableFile(picture);
  }

  #rangeOf(
    { headers }: FastifyRequest,
    reply: FastifyReply,
    tag: string,
    bytes: number,
  ): ByteRange | undefined {
    if (headers['if-range'] !== undefined && headers['if-range'] !== tag) return undefined;
    try {
      return byteRangeOf(headers.range, bytes);
    } catch (error) {
      if (error instanceof DomainError) void reply.header('content-range', `bytes */${bytes}`);
      throw error;
    }
  }

  async #open(object: MediaObject, range?: ByteRange) {
    try {
      return await this.store.read(object, range);
    } catch (error) {
      if (!(error instanceof MediaMissingError)) throw error;
      throw new DomainError(
        'media_missing',
        'unavailable',
        'The file of this clip is not where it should be. Whoever runs this service has to look at its storage.',
        { retryable: false },
        { cause: error },
      );
    }
  }
}
