import { access, constants } from 'node:fs/promises';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import { systemRuntime } from '@clipcast/kernel';
import { programsPath } from '../testing/config.ts';
import { fakePrograms, saysSeconds, writesJpeg } from './testing/fake-programs.ts';
import { VideoTools } from './video-tools.adapter.ts';

jest.setTimeout(120_000);

const sample = fileURLToPath(new URL('../../../../samples/acme.mp4', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'clipcast-tools-'));
afterAll(() => rmSync(directory, { recursive: true }));

const programs = (scripts: Readonly<Record<string, string>>) => fakePrograms(directory, scripts);
const toolsIn = (path: string, lookMs = 20_000) => {
  const notes: string[] = [];
  const timers = {
    ...systemRuntime.timers,
    deadline: () => systemRuntime.timers.deadline(lookMs),
  };
  return { tools: new VideoTools(path, { timers }, (note) => notes.push(note)), notes };
};

describe('looking at a video', () => {
  it('asks ffprobe and ffmpeg, with a local file and nothing else in reach', async () => {
    const folder = programs({ ffprobe: saysSeconds, ffmpeg: writesJpeg });
    const { tools, notes } = toolsIn(folder);
    const seen = await tools.look('/media/arriving/; rm -rf $HOME');
    expect(seen.durationMs).toBe(2_500);
    expect(seen.thumbnail?.toString('latin1')).toContain('picture');
    expect(notes).toEqual([]);
    for (const name of ['ffprobe', 'ffmpeg']) {
      const args = readFileSync(join(folder, `${name}.args`), 'utf8');
      expect(args).toContain('-protocol_whitelist\nfile\n');
      expect(args).toContain('-f\nmov\n');
      expect(args).toContain('-i\nfile:/media/arriving/; rm -rf $HOME\n');
      // What the shell of the script itself sets is all there is.
      expect(readFileSync(join(folder, `${name}.env`), 'utf8')).not.toMatch(/CLIPCAST|DATABASE|NODE|HOME/);
    }
  });

  it('says once that the programs are missing, and sees nothing', async () => {
    const { tools, notes } = toolsIn([join(directory, 'none'), 'relative', ''].join(delimiter));
    expect(await tools.look(sample)).toEqual({ durationMs: null, thumbnail: null });
    expect(await tools.look(sample)).toEqual({ durationMs: null, thumbnail: null });
    expect(notes).toEqual([expect.stringContaining('not installed')]);
  });

  it.each([
    ['fail', 'exit 1', `${writesJpeg}; exit 1`],
    ['talk nonsense', 'echo hello', 'echo hello'],
    ['say nonsense about the duration', `echo '{"format":{"duration":"N/A"}}'`, 'true'],
    ['claim a century', `echo '{"format":{"duration":"3155760000"}}'`, 'true'],
    [
      'never stop writing',
      'while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done',
      'while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done',
    ],
  ])('sees nothing when they %s', async (_what, ffprobe, ffmpeg) => {
    const { tools } = toolsIn(programs({ ffprobe, ffmpeg }), 5_000);
    expect(await tools.look(sample)).toEqual({ durationMs: null, thumbnail: null });
  });

  it('kills what takes too long, and works on', async () => {
    const folder = programs({ ffprobe: 'exec /bin/sleep 600', ffmpeg: writesJpeg });
    const { tools } = toolsIn(folder, 300);
    expect(await tools.look(sample)).toEqual({ durationMs: null, thumbnail: null });
    expect(await Promise.all([tools.look(sample), tools.look(sample), tools.look(sample)])).toHaveLength(3);
  });

  it('sees duration and picture of a real video, where the real programs are installed', async () => {
    const installed = await Promise.all(
      ['ffprobe', 'ffmpeg'].map(async (name) => {
        const found = programsPath.split(delimiter).map((folder) =>
          access(join(folder, name), constants.X_OK).then(
            () => true,
            () => false,
          ),
        );
        return (await Promise.all(found)).includes(true);
      }),
    );
    const { tools, notes } = toolsIn(programsPath, 60_000);
    const seen = await tools.look(sample);
    if (installed.includes(false)) {
      expect({ seen, notes: notes.length }).toEqual({
        seen: { durationMs: null, thumbnail: null },
        notes: 1,
      });
    } else {
      expect(seen.durationMs).toBe(4_000);
      expect(seen.thumbnail?.readUInt16BE(0)).toBe(0xffd8);
      const playlist = join(directory, 'playlist.mp4');
      writeFileSync(playlist, `ffconcat version 1.0\nfile ${sample}\n`);
      expect(await tools.look(playlist)).toEqual({ durationMs: null, thumbnail: null });
    }
  });
});
