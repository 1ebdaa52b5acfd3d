import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppendFile } from './append-file.ts';
import { ChangeSchema, type Change } from './change.ts';

const LineSchema = z.array(ChangeSchema);

/**
 * The append-only file that makes the sandbox survive `kill -9`: one line for each step, so a step is kept whole or not
 * at all. What a last line that was cut off said was never shown to anybody.
 */
export class Journal {
  private constructor(private readonly file: AppendFile) {}

  /**
   * Opens the journal of a data directory and gives every change in it to `replay`, in order.
   * @throws {Error} when a line before the last cannot be read: that is damage, not a crash while writing.
   */
  static open(dataDir: string, replay: (change: Change) => void): Journal {
    mkdirSync(dataDir, { recursive: true });
    const path = join(dataDir, 'journal.jsonl');
    const file = new AppendFile(path);
    try {
      const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
      for (const [index, line] of lines.entries()) {
        for (const change of parseLine(line, index + 1)) replay(change);
      }
    } catch (error) {
      file.close();
      throw error;
    }
    return new Journal(file);
  }

  append(changes: readonly Change[]): void {
    this.file.append(JSON.stringify(changes));
  }

  close(): void {
    this.file.close();
  }
}

function parseLine(line: string, number: number): Change[] {
  try {
    return LineSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new Error(`Line ${number} of the sandbox journal cannot be read`, { cause });
  }
}
