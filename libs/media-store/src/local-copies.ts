import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Clock, Ids } from '@clipcast/kernel';
import { isMissing } from './file-trouble.ts';

/** What copies rest on. */
export interface LocalCopiesParts {
  readonly directory: string;
  /** How much of the disk they may take; the newest one stays, however large it is. */
  readonly bytesMax: number;
  readonly clock: Clock;
  readonly ids: Ids;
}

interface Copy {
  readonly path: string;
  readonly bytes: number;
  readonly usedAtMs: number;
}

/**
 * Copies on this machine of what lies elsewhere, the least recently used ones removed first. The directory is all there is
 * to know, so a restart keeps the copies, and processes may share it.
 */
export class LocalCopies {
  readonly #fetching = new Map<string, Promise<string>>();

  constructor(private readonly parts: LocalCopiesParts) {}

  /** The copy of `key`; without one, it is fetched, once for all who ask meanwhile. @throws what `fetch` throws */
  async get(key: string, sha256: string, fetch: () => Promise<Readable>): Promise<string> {
    const path = this.#pathOf(key);
    if (await this.#use(path)) return path;
    const running = this.#fetching.get(key);
    if (running) return running;
    const fetching = this.#fetch(path, sha256, fetch).finally(() => this.#fetching.delete(key));
    this.#fetching.set(key, fetching);
    return fetching;
  }

  /** Makes a file the copy of `key`; it is gone from its place afterwards. */
  async adopt(key: string, from: string): Promise<void> {
    const path = this.#pathOf(key);
    await mkdir(dirname(path), { recursive: true });
    await rename(from, path);
    await this.#use(path);
    await this.#makeRoom(path);
  }

  async drop(key: string): Promise<void> {
    await rm(this.#pathOf(key), { force: true });
  }

  async #fetch(path: string, sha256: string, fetch: () => Promise<Readable>): Promise<string> {
    await mkdir(dirname(path), { recursive: true });
    const temporary = `${path}.${this.parts.ids.next()}`;
    try {
      const hash = createHash('sha256');
      const hashed = new Transform({
        transform: (chunk: Buffer, _encoding, done) => {
          hash.update(chunk);
          done(null, chunk);
        },
      });
      const file = await open(temporary, 'wx');
      await pipeline(await fetch().catch(closing(file)), hashed, file.createWriteStream());
      if (hash.digest('hex') !== sha256)
        throw new Error('The media store gave other bytes than were kept there.');
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await this.#makeRoom(path);
    return path;
  }

  /** Marks a copy as just used; false when there is none. */
  async #use(path: string): Promise<boolean> {
    const now = this.parts.clock.now();
    try {
      await utimes(path, now, now);
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  async #makeRoom(newest: string): Promise<void> {
    const copies = (await this.#all()).sort((one, other) => one.usedAtMs - other.usedAtMs);
    let bytes = copies.reduce((sum, copy) => sum + copy.bytes, 0);
    for (const copy of copies) {
      if (bytes <= this.parts.bytesMax) return;
      if (copy.path === newest) continue;
      await rm(copy.path, { force: true });
      bytes -= copy.bytes;
    }
  }

  /** Also what was fetched half by a process that was killed: it ages like the others. */
  async #all(): Promise<Copy[]> {
    const entries = await readdir(this.parts.directory, { recursive: true, withFileTypes: true });
    const copies = entries
      .filter((entry) => entry.isFile())
      .map(async (entry): Promise<Copy[]> => {
        const path = join(entry.parentPath, entry.name);
        const found = await stat(path).catch(() => undefined);
        return found ? [{ path, bytes: found.size, usedAtMs: found.mtimeMs }] : [];
      });
    return (await Promise.all(copies)).flat();
  }

  #pathOf(key: string): string {
    return join(this.parts.directory, key);
  }
}

const closing =
  (file: { close(): Promise<void> }) =>
  async (error: unknown): Promise<never> => {
    await file.close();
    throw error;
  };
