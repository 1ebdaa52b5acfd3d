import { closeSync, existsSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ChangeSchema, type Change } from './change.ts';

const LineSchema = z.array(ChangeSchema);

/**
 * The append-only file that makes the sandbox survive `kill -9`: one line for each step, so a step is kept whole or not
 * at all. Lines are handed to the operating system before anything is shown; only a power failure may lose the last.
 */
export class Journal {
  readonly #file: number;

  private constructor(path: string) {
    this.#file = openSync(path, 'a');
  }

  /**
   * Opens the journal of a data directory and gives every change in it to `replay`, in order.
   * @throws {Error} when a line before the last cannot be read: that is damage, not a crash while writing.
   */
  static open(dataDir: string, replay: (change: Change) => void): Journal {
    mkdirSync(dataDir, { recursive: true });
    const path = join(dataDir, 'journal.jsonl');
    if (existsSync(path)) {
      const text = readFileSync(path);
      const end = text.lastIndexOf('\n') + 1;
      // A crash while writing leaves a last line without its newline; what it said was never shown to anybody.
      if (end < text.length) truncateSync(path, end);
      const lines = text.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
      for (const [index, line] of lines.entries()) {
        for (const change of parseLine(line, index + 1)) replay(change);
      }
    }
    return new Journal(path);
  }

  append(changes: readonly Change[]): void {
    const line = Buffer.from(`${JSON.stringify(changes)}\n`);
    let written = 0;
    while (written < line.length) written += writeSync(this.#file, line, written);
  }

  close(): void {
    closeSync(this.#file);
  }
}

function parseLine(line: string, number: number): Change[] {
  try {
    return LineSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new Error(`Line ${number} of the sandbox journal cannot be read`, { cause });
  }
}
