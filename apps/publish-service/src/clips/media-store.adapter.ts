import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { bareId, type Clock, type Ids, type ProfileId } from '@clipcast/kernel';
import { measured, type Measured } from './measured-video.ts';
import { readDurationMs } from './mp4-duration.ts';

const ARRIVING = 'arriving';
const LEFT_BEHIND_MS = 24 * 3_600_000;

/** A file that has arrived whole, under a name nobody else has. */
export interface ArrivedFile extends Measured {
  readonly durationMs: number | null;
  /** Moves it to its place, where its content is its name. */
  keep(): Promise<void>;
  /** Removes it, if it was not kept. */
  discard(): Promise<void>;
}

/** Clips on disk: one folder per profile, files named by their content. */
export class MediaStore {
  constructor(
    private readonly directory: string,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Where a profile's file with this content is. */
  pathOf(profileId: ProfileId, sha256: string): string {
    return join(this.directory, bareId(profileId), `${sha256}.mp4`);
  }

  /**
   * Streams a file to disk and measures it on the way; memory does not grow with its size.
   * @throws {DomainError} `not_a_video`, `video_type_unsupported`, `clip_empty`, `clip_too_large`; nothing is left behind.
   */
  async receive(profileId: ProfileId, source: Readable): Promise<ArrivedFile> {
    const arriving = join(this.directory, ARRIVING);
    await mkdir(arriving, { recursive: true });
    const temporary = join(arriving, this.ids.next());
    const discard = () => rm(temporary, { force: true });
    try {
      const file = await open(temporary, 'wx');
      const meter = measured();
      await pipeline(source, meter, file.createWriteStream({ flush: true }));
      const { sha256, bytes } = meter.result();
      const durationMs = await readDurationMs(temporary, bytes);
      const keep = async () => {
        await mkdir(join(this.directory, bareId(profileId)), { recursive: true });
        await rename(temporary, this.pathOf(profileId, sha256));
        await this.#flush(join(this.directory, bareId(profileId)));
      };
      return { sha256, bytes, durationMs, keep, discard };
    } catch (error) {
      await discard();
      throw error;
    }
  }

  /** Removes what arrived half and was left behind by a process that was killed. Uploads under way are younger. */
  async sweep(): Promise<void> {
    const arriving = join(this.directory, ARRIVING);
    const before = this.clock.now().getTime() - LEFT_BEHIND_MS;
    for (const name of await readdir(arriving).catch(() => [])) {
      const { mtimeMs } = await stat(join(arriving, name)).catch(() => ({
        mtimeMs: Number.POSITIVE_INFINITY,
      }));
      if (mtimeMs < before) await rm(join(arriving, name), { force: true });
    }
  }

  /** Makes a rename survive a power cut, before any fact rests on it. */
  async #flush(directory: string): Promise<void> {
    const handle = await open(directory);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
