import { access, constants, mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { moveInto } from './durable-move.ts';
import { isMissing } from './file-trouble.ts';
import { MediaMissingError } from './media-missing-error.ts';
import { keyOf, type MediaObject } from './media-object.ts';
import { MediaStore, type ByteRange, type LocalFile } from './media-store.ts';

/** Clips on disk, in a directory that all replicas see. Files to keep must be on the same file system. */
export class DiskMediaStore extends MediaStore {
  constructor(private readonly directory: string) {
    super();
  }

  async keep(object: MediaObject, { path }: LocalFile): Promise<void> {
    await moveInto(path, this.#pathOf(object), this.directory);
  }

  async read(object: MediaObject, range?: ByteRange): Promise<Readable> {
    const file = await open(this.#pathOf(object)).catch(orMissing);
    return file.createReadStream(range ? { start: range.first, end: range.last } : {});
  }

  async localCopy(object: MediaObject): Promise<string> {
    const path = this.#pathOf(object);
    await stat(path).catch(orMissing);
    return path;
  }

  async remove(object: MediaObject): Promise<void> {
    await rm(this.#pathOf(object), { force: true });
  }

  async trouble(): Promise<string | undefined> {
    await mkdir(this.directory, { recursive: true });
    await access(this.directory, constants.W_OK);
    return undefined;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #pathOf(object: MediaObject): string {
    return join(this.directory, keyOf(object));
  }
}

function orMissing(error: unknown): never {
  throw isMissing(error)
    ? new MediaMissingError('The media directory does not have this file.', { cause: error })
    : error;
}
