import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Runtime } from '@clipcast/kernel';
import type { LocalFile } from '@clipcast/media-store';
import { measured } from './measured-video.ts';
import { readDurationMs } from './mp4-duration.ts';
import type { VideoTools } from './video-tools.adapter.ts';

const LEFT_BEHIND_MS = 24 * 3_600_000;

/** A video that has arrived whole, on this machine's disk and not yet in the store. */
export interface ArrivedVideo {
  readonly video: LocalFile;
  readonly thumbnail: LocalFile | null;
  readonly durationMs: number | null;
  /** Removes what is left of it here; what was kept is gone from here already. */
  discard(): Promise<void>;
}

/** Where videos arrive: written to disk under names nobody else has, measured and looked at. */
export class Arrivals {
  constructor(
    private readonly directory: string,
    private readonly tools: VideoTools,
    private readonly runtime: Runtime,
  ) {}

  /**
   * Streams a video to disk and measures it on the way; memory does not grow with its size.
   * @throws {DomainError} `not_a_video`, `video_type_unsupported`, `clip_empty`, `clip_too_large`, or what the source
   * throws; nothing is left behind.
   */
  async receive(source: Readable): Promise<ArrivedVideo> {
    await mkdir(this.directory, { recursive: true });
    const path = join(this.directory, this.runtime.ids.next());
    const discard = async () => {
      await Promise.all([rm(path, { force: true }), rm(pictureOf(path), { force: true })]);
    };
    try {
      const file = await open(path, 'wx');
      const meter = measured();
      await pipeline(source, meter, file.createWriteStream({ flush: true }));
      const { sha256, bytes } = meter.result();
      const seen = await this.tools.look(path);
      const durationMs = seen.durationMs ?? (await readDurationMs(path, bytes));
      const thumbnail = seen.thumbnail && (await fileOf(pictureOf(path), seen.thumbnail));
      return { video: { path, sha256, bytes }, thumbnail, durationMs, discard };
    } catch (error) {
      await discard();
      throw error;
    }
  }

  /** Removes what arrived half and was left behind by a process that was killed. Uploads under way are younger. */
  async sweep(): Promise<void> {
    const before = this.runtime.clock.now().getTime() - LEFT_BEHIND_MS;
    for (const name of await readdir(this.directory).catch(() => [])) {
      const path = join(this.directory, name);
      const found = await stat(path).catch(() => undefined);
      if (found && found.mtimeMs < before) await rm(path, { force: true });
    }
  }
}

const pictureOf = (path: string): string => `${path}.jpg`;

async function fileOf(path: string, content: Buffer): Promise<LocalFile> {
  await writeFile(path, content, { flush: true });
  return { path, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}
