import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Runtime } from '@clipcast/kernel';
import { z } from 'zod';
import { runProgram } from './run-program.adapter.ts';
import { Slots } from './slots.ts';

/** How many programs run at the same time; each takes a core. */
const AT_ONCE_MAX = 2;
/** How long one look may take, with the wait for its turn. A clip is worth more than its picture. */
const LOOK_MS_MAX = 20_000;
const PROBE_BYTES_MAX = 64 * 1024;
const PICTURE_BYTES_MAX = 2 * 1024 ** 2;
/** A single piece of memory, and a frame of 8K: what a file claims beyond them is not believed. */
const ALLOCATION_BYTES_MAX = 256 * 1024 ** 2;
const PIXELS_MAX = 7_680 * 4_320;
const THUMBNAIL_WIDTH = 640;
/** Read models keep durations as 32-bit integers, some 24 days. */
const DURATION_MS_MAX = 2 ** 31 - 1;

/** What can be seen of a video; null where the programs are missing, or could not say. */
export interface SeenVideo {
  readonly durationMs: number | null;
  /** A JPEG. */
  readonly thumbnail: Buffer | null;
}

interface Programs {
  readonly ffprobe: string;
  readonly ffmpeg: string;
}

const BLIND: SeenVideo = { durationMs: null, thumbnail: null };

/** What is read of a local file, as an MP4 and nothing else: a file that refers to others, or to the network, gets neither. */
const asLocalMp4 = (path: string): string[] =>
  `-protocol_whitelist file -f mov -max_pixels ${PIXELS_MAX} -i`.split(' ').concat(`file:${path}`);
const quietly = `-v error -max_alloc ${ALLOCATION_BYTES_MAX}`.split(' ');

/**
 * Looks at videos with ffprobe and ffmpeg, when they are installed. Uploads are anybody's files: the programs run without
 * shell, network and secrets, a few at a time, and are killed when they take too long.
 */
export class VideoTools {
  readonly #slots = new Slots(AT_ONCE_MAX);
  #programs: Promise<Programs | undefined> | undefined;

  constructor(
    /** Directories to look for the programs in, as in `PATH`. */
    private readonly searchPath: string,
    private readonly runtime: Pick<Runtime, 'timers'>,
    /** Told once, when the programs are not installed. */
    private readonly onMissing: (note: string) => void,
  ) {}

  /** What can be seen of an MP4 on disk; never throws because of what is in it. */
  async look(path: string): Promise<SeenVideo> {
    const programs = await this.#installed();
    if (!programs) return BLIND;
    const deadline = this.runtime.timers.deadline(LOOK_MS_MAX);
    const free = await this.#slots.take(deadline);
    if (!free) return BLIND;
    try {
      const durationMs = await durationOf(programs.ffprobe, path, deadline);
      return { durationMs, thumbnail: await pictureOf(programs.ffmpeg, path, durationMs, deadline) };
    } finally {
      free();
    }
  }

  #installed(): Promise<Programs | undefined> {
    this.#programs ??= this.#find();
    return this.#programs;
  }

  async #find(): Promise<Programs | undefined> {
    const [ffprobe, ffmpeg] = await Promise.all(['ffprobe', 'ffmpeg'].map((name) => this.#pathOf(name)));
    if (ffprobe && ffmpeg) return { ffprobe, ffmpeg };
    this.onMissing(
      'ffprobe and ffmpeg are not installed: clips get no thumbnails, and their duration is what the file itself says. Install the package "ffmpeg" and start again to change that.',
    );
    return undefined;
  }

  async #pathOf(name: string): Promise<string | undefined> {
    for (const directory of this.searchPath.split(delimiter).filter((entry) => isAbsolute(entry))) {
      const path = join(directory, name);
      if (await access(path, constants.X_OK).then(yes, no)) return path;
    }
    return undefined;
  }
}

const yes = () => true;
const no = () => false;

const Probed = z.object({ format: z.object({ duration: z.coerce.number().nonnegative() }) });

async function durationOf(ffprobe: string, path: string, deadline: AbortSignal): Promise<number | null> {
  const args = [...quietly, '-of', 'json', '-show_entries', 'format=duration', ...asLocalMp4(path)];
  const said = await runProgram(ffprobe, args, { deadline, outputBytesMax: PROBE_BYTES_MAX });
  const probed = said && Probed.safeParse(jsonIn(said));
  if (!probed?.success) return null;
  const durationMs = Math.round(probed.data.format.duration * 1_000);
  return durationMs > DURATION_MS_MAX ? null : durationMs;
}

/** A frame from a second into the video, where most have left black behind; of a shorter one, from its middle. */
async function pictureOf(
  ffmpeg: string,
  path: string,
  durationMs: number | null,
  deadline: AbortSignal,
): Promise<Buffer | null> {
  const atSeconds = Math.min(1, (durationMs ?? 0) / 2_000);
  const args = [
    '-nostdin',
    ...quietly,
    ...`-threads 1 -ss ${atSeconds}`.split(' '),
    ...asLocalMp4(path),
    ...`-map 0:v:0 -frames:v 1 -vf scale='min(${THUMBNAIL_WIDTH},iw)':-2`.split(' '),
    ...'-f image2pipe -c:v mjpeg -q:v 4 pipe:1'.split(' '),
  ];
  const picture = await runProgram(ffmpeg, args, { deadline, outputBytesMax: PICTURE_BYTES_MAX });
  return picture && isJpeg(picture) ? picture : null;
}

const isJpeg = (content: Buffer): boolean => content.length > 3 && content.readUIntBE(0, 3) === 0xffd8ff;

function jsonIn(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch {
    return undefined;
  }
}
