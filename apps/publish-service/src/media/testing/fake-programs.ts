import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a fake ffmpeg writes: a picture by its first bytes. */
export const writesJpeg = String.raw`printf '\377\330\377\340picture'`;
/** What a fake ffprobe says of a video of two and a half seconds. */
export const saysSeconds = `echo '{"format":{"duration":"2.5"}}'`;

/** A directory with programs that write down how they were called (`<name>.args`, `<name>.env`), and do as they are told. */
export function fakePrograms(parent: string, scripts: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(parent, 'programs-'));
  for (const [name, script] of Object.entries(scripts)) {
    const path = join(folder, name);
    writeFileSync(
      path,
      `#!/bin/sh\nprintf '%s\\n' "$@" > ${path}.args\n/usr/bin/env > ${path}.env\n${script}\n`,
    );
    chmodSync(path, 0o755);
  }
  return folder;
}
