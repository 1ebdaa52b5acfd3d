import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SNIFFED_BYTES } from './sniff-media.ts';

/** A file that was received in full and is not yet part of the sandbox. */
export interface StagedFile {
  readonly path: string;
  readonly originalName: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Its first bytes, to tell the type from. */
  readonly head: Buffer;
}

/** The uploads on disk. What a crash left half received is thrown away at the next start. */
export class MediaFolder {
  readonly #stored: string;
  readonly #incoming: string;

  constructor(dataDir: string) {
    this.#stored = join(dataDir, 'media');
    this.#incoming = join(dataDir, 'media-incoming');
    rmSync(this.#incoming, { recursive: true, force: true });
    mkdirSync(this.#stored, { recursive: true });
    mkdirSync(this.#incoming, { recursive: true });
  }

  /** Streams a file to disk; memory use does not grow with its size. */
  async stage(content: Readable, name: string, originalName: string): Promise<StagedFile> {
    const path = join(this.#incoming, name);
    const hash = createHash('sha256');
    let bytes = 0;
    const measure = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    };
    try {
      await pipeline(content, measure, createWriteStream(path));
      return { path, originalName, bytes, sha256: hash.digest('hex'), head: await firstBytes(path) };
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  /** Makes a staged file part of the sandbox under its final name. */
  keep(staged: StagedFile, fileName: string): void {
    renameSync(staged.path, join(this.#stored, fileName));
  }

  discard(staged: StagedFile): void {
    rmSync(staged.path, { force: true });
  }

  /** Where a stored file is, and its size in bytes; undefined when there is none. */
  async find(fileName: string): Promise<{ path: string; bytes: number } | undefined> {
    const path = join(this.#stored, fileName);
    const found = await stat(path).catch(() => undefined);
    return found?.isFile() ? { path, bytes: found.size } : undefined;
  }
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFFED_BYTES), 0, SNIFFED_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
