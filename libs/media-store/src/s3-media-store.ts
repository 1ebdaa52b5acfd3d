import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { backoffMs, DomainError, type Runtime } from '@clipcast/kernel';
import { LocalCopies } from './local-copies.ts';
import { MediaMissingError } from './media-missing-error.ts';
import { keyOf, mediaTypes, type MediaObject } from './media-object.ts';
import { MediaStore, type ByteRange, type LocalFile } from './media-store.ts';
import { connect, type Connected, type S3Place } from './s3-connection.ts';

const PUT_TRIES_MAX = 3;
const CHECK_MS = 1_500;

export interface S3Options extends S3Place {
  /** It must exist. */
  readonly bucket: string;
  /** Where copies are kept for what needs a local path. It must be on the file system of the files to keep. */
  readonly copiesDirectory: string;
  readonly copiesBytesMax: number;
  readonly runtime: Runtime;
}

/**
 * Clips in a bucket of an S3-compatible store. A file goes there in one request, whose signature covers the content's hash,
 * so that a store which checks what it is told refuses a file that was damaged on its way.
 */
export class S3MediaStore extends MediaStore {
  readonly #copies: LocalCopies;
  #connected: Promise<Connected> | undefined;

  constructor(private readonly options: S3Options) {
    super();
    this.#copies = new LocalCopies({
      directory: options.copiesDirectory,
      bytesMax: options.copiesBytesMax,
      clock: options.runtime.clock,
      ids: options.runtime.ids,
    });
  }

  async keep(object: MediaObject, file: LocalFile): Promise<void> {
    await this.#put(object, file);
    // It is most likely published next, which needs it here.
    await this.#copies.adopt(keyOf(object), file.path);
  }

  async read(object: MediaObject, range?: ByteRange): Promise<Readable> {
    const place = this.#place(object);
    const { sdk, client } = await this.#connect();
    const part = range && { Range: `bytes=${range.first}-${range.last}` };
    const { Body: body } = await client
      .send(new sdk.GetObjectCommand({ ...place, ...part }))
      .catch(storeTrouble);
    if (body instanceof Readable) return body;
    return storeTrouble(new Error('The store answered without a stream.'));
  }

  localCopy(object: MediaObject): Promise<string> {
    return this.#copies.get(keyOf(object), object.sha256, () => this.read(object));
  }

  async remove(object: MediaObject, abortSignal?: AbortSignal): Promise<void> {
    const place = this.#place(object);
    const { sdk, onceClient } = await this.#connect();
    const removal = new sdk.DeleteObjectCommand(place);
    await onceClient.send(removal, abortSignal && { abortSignal }).catch(storeTrouble);
    await this.#copies.drop(keyOf(object));
  }

  async trouble(): Promise<string | undefined> {
    const { bucket, runtime } = this.options;
    const { sdk, client } = await this.#connect();
    const head = new sdk.HeadBucketCommand({ Bucket: bucket });
    await client.send(head, { abortSignal: runtime.timers.deadline(CHECK_MS) });
    return undefined;
  }

  async close(): Promise<void> {
    const connected = await this.#connected;
    connected?.client.destroy();
  }

  /** The SDK does not repeat what is streamed; the same file under the same name may be sent as often as it takes. */
  async #put(object: MediaObject, { path, bytes, sha256 }: LocalFile): Promise<void> {
    const place = this.#place(object);
    const { timers, random } = this.options.runtime;
    const { sdk, client } = await this.#connect();
    for (let tries = 1; ; tries += 1) {
      const content = createReadStream(path);
      const put = new sdk.PutObjectCommand({
        ...place,
        Body: content,
        ContentLength: bytes,
        ContentType: mediaTypes[object.kind],
      });
      // The signature covers the hash that is known already; left to itself the SDK would sign none for a stream.
      put.middlewareStack.add(
        (next) => (args) => {
          const request = args.request as { headers: Record<string, string> };
          request.headers['x-amz-content-sha256'] = sha256;
          return next(args);
        },
        { step: 'build' },
      );
      try {
        await client.send(put);
        return;
      } catch (error) {
        content.destroy();
        if (tries === PUT_TRIES_MAX) storeTrouble(error);
      }
      await timers.sleep(backoffMs(tries, random));
    }
  }

  #place(object: MediaObject) {
    return { Bucket: this.options.bucket, Key: keyOf(object) };
  }

  #connect(): Promise<Connected> {
    this.#connected ??= connect(this.options);
    return this.#connected;
  }
}

/** The store's own words go to our log, as the cause; they may name hosts and keys. */
function storeTrouble(error: unknown): never {
  if (error instanceof Error && error.name === 'NoSuchKey')
    throw new MediaMissingError('The bucket does not have it.');
  throw new DomainError(
    'media_store_unavailable',
    'unavailable',
    'The store of the clips does not answer as it should. Try again in a moment.',
    {},
    { cause: error },
  );
}
