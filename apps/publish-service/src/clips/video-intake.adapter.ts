import { DomainError, type ProfileId } from '@clipcast/kernel';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Arrivals, ArrivedVideo } from '../media/arrivals.adapter.ts';
import type { SourceDownload } from '../media/source-download.adapter.ts';
import { checkAnnouncedLength, receiveUpload, type Part, type ReceivedUpload } from './clip-upload.ts';

/** The ways on which a video arrives. Whoever takes one in has to discard it in the end, whatever became of it. */
export class VideoIntake {
  constructor(
    private readonly arrivals: Arrivals,
    private readonly sources: SourceDownload,
  ) {}

  /** From the body of a request, with the fields beside it. @throws {DomainError} saying what is wrong with it. */
  upload<Fields extends z.ZodObject>(
    request: FastifyRequest,
    fields: Fields,
  ): Promise<ReceivedUpload<ArrivedVideo, z.output<Fields>>> {
    checkAnnouncedLength(request.headers['content-length']);
    if (!request.isMultipart())
      throw new DomainError(
        'multipart_required',
        'unsupported_media',
        'Send the video as multipart/form-data in a field called "file", or JSON with a sourceUrl.',
      );
    const parts = request.parts() as AsyncIterable<Part>;
    return receiveUpload(parts, fields, (stream) => this.arrivals.receive(stream));
  }

  /** From an address that a tenant gave. @throws {DomainError} saying why it could not be had. */
  async fetch(profileId: ProfileId, sourceUrl: string): Promise<{ file: ArrivedVideo; fileName: string }> {
    const { fileName, received } = await this.sources.fetch(profileId, sourceUrl, (stream) =>
      this.arrivals.receive(stream),
    );
    return { file: received, fileName };
  }
}
