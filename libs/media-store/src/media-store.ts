import type { Readable } from 'node:stream';
import type { MediaObject } from './media-object.ts';

/** A file on this machine's disk that is to be kept. */
export interface LocalFile {
  readonly path: string;
  readonly bytes: number;
  /** Of this file, hex. */
  readonly sha256: string;
}

/** A part of a file, in bytes from 0; both ends are included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Where clips are. Whatever stands behind it is streamed, so memory does not grow with a file, and every method can be
 * repeated: the same content has the same name.
 */
export abstract class MediaStore {
  /**
   * Takes a file over; it is gone from its place afterwards. When this returns, a power cut does not lose it any more.
   * @throws {DomainError} `media_store_unavailable`; the file is still in its place then.
   */
  abstract keep(object: MediaObject, file: LocalFile): Promise<void>;
  /** Its bytes, or a part of them. @throws {MediaMissingError}, {DomainError} `media_store_unavailable` */
  abstract read(object: MediaObject, range?: ByteRange): Promise<Readable>;
  /**
   * A path on this machine under which it can be opened now; open it soon, for copies go when others need the room.
   * @throws {MediaMissingError}, {DomainError} `media_store_unavailable`
   */
  abstract localCopy(object: MediaObject): Promise<string>;
  /**
   * Removes it; what is not there is removed already. The store is asked once, and no more after `signal` aborts; what it
   * has been asked it may still do later.
   * @throws {DomainError} `media_store_unavailable`
   */
  abstract remove(object: MediaObject, signal?: AbortSignal): Promise<void>;
  /** What keeps the store from working, in words without secrets; undefined when nothing does. */
  abstract trouble(): Promise<string | undefined>;
  /** Lets go of connections, if it holds any. */
  abstract close(): Promise<void>;
}
