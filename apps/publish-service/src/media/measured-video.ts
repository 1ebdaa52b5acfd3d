import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { DomainError } from '@clipcast/kernel';

/** What Postiz takes at most, and so the largest clip that can be published anywhere. */
export const CLIP_BYTES_MAX = 1024 ** 3;

/** The `ftyp` brands that Postiz takes as video (Postiz contract, section 8.1). */
const BRANDS: ReadonlySet<string> = new Set([
  'isom',
  'iso2',
  'iso5',
  'iso6',
  'mp41',
  'mp42',
  'avc1',
  'dash',
  'MSNV',
  'f4v ',
]);
const HEAD_BYTES = 12;

export interface Measured {
  /** Of the whole content, hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/** Lets a video through and measures it; ends the stream with a refusal as soon as the bytes are known to be no use. */
class MeasuredVideo extends Transform {
  readonly #hash = createHash('sha256');
  #head = Buffer.alloc(0);
  #bytes = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#bytes += chunk.length;
    this.#hash.update(chunk);
    if (this.#head.length < HEAD_BYTES)
      this.#head = Buffer.concat([this.#head, chunk]).subarray(0, HEAD_BYTES);
    const refusal =
      this.#bytes > CLIP_BYTES_MAX
        ? clipTooLarge()
        : this.#head.length === HEAD_BYTES
          ? refusalOf(this.#head)
          : undefined;
    done(refusal ?? null, chunk);
  }

  override _flush(done: TransformCallback): void {
    if (this.#bytes === 0)
      return done(
        new DomainError(
          'clip_empty',
          'invalid',
          'The file is empty: nothing was uploaded. Send the whole video.',
        ),
      );
    return done(this.#head.length < HEAD_BYTES ? notAVideo() : null);
  }

  /** After the stream has ended. */
  result(): Measured {
    return { sha256: this.#hash.digest('hex'), bytes: this.#bytes };
  }
}

export const measured = (): MeasuredVideo => new MeasuredVideo();

export const clipTooLarge = (): DomainError =>
  new DomainError(
    'clip_too_large',
    'too_large',
    'A clip may have at most 1 GiB, which is what Postiz takes.',
    { bytesMax: CLIP_BYTES_MAX },
  );

const notAVideo = (): DomainError =>
  new DomainError(
    'not_a_video',
    'unsupported_media',
    'The file is no MP4 video, whatever its name says. Export the clip as MP4 (H.264).',
  );

function refusalOf(head: Buffer): DomainError | undefined {
  if (head.toString('latin1', 4, 8) !== 'ftyp') return notAVideo();
  const brand = head.toString('latin1', 8, 12);
  if (BRANDS.has(brand)) return undefined;
  return new DomainError(
    'video_type_unsupported',
    'unsupported_media',
    `Postiz does not take MP4 files of the brand "${brand.replaceAll(/[^\x20-\x7e]/g, '?')}". Export the clip as MP4 (H.264) of a common brand such as mp42.`,
  );
}
