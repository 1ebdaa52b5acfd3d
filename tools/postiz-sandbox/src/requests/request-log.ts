import { createReadStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { AppendFile } from '../state/append-file.ts';
import { LineSchema, type Arrival, type Ending, type Line, type SeenRequest } from './seen-request.ts';

/** Which requests are asked for. */
export interface RequestFilter {
  readonly organisation?: string | undefined;
  /** Only requests that arrived at this moment or later, in milliseconds since 1970. */
  readonly sinceMs?: number | undefined;
}

/**
 * The append-only file of every request to the public API: one line when it has arrived, before anything is done about
 * it, and one when it has ended, before its answer leaves. Nothing of it is kept in memory.
 */
export class RequestLog {
  readonly #path: string;
  readonly #file: AppendFile;
  #closed = false;

  constructor(dataDir: string) {
    mkdirSync(dataDir, { recursive: true });
    this.#path = join(dataDir, 'requests.jsonl');
    this.#file = new AppendFile(this.#path);
  }

  arrived(arrival: Arrival): void {
    this.#append({ arrived: arrival });
  }

  ended(ending: Ending): void {
    this.#append({ ended: ending });
  }

  /** The requests that match, oldest first. */
  async read({ organisation, sinceMs = -Infinity }: RequestFilter): Promise<SeenRequest[]> {
    const seen = new Map<string, SeenRequest>();
    const lines = createInterface({ input: createReadStream(this.#path), crlfDelay: Infinity });
    for await (const text of lines) {
      const line = LineSchema.parse(JSON.parse(text));
      if ('arrived' in line) {
        const { arrived } = line;
        const asked = organisation === undefined || arrived.organisation === organisation;
        if (asked && Date.parse(arrived.at) >= sinceMs) seen.set(arrived.id, { ...arrived, ...STILL_OPEN });
      } else {
        const request = seen.get(line.ended.id);
        if (request) seen.set(request.id, { ...request, ...line.ended });
      }
    }
    return [...seen.values()];
  }

  /** Requests that are open now, and end afterwards, leave no more lines: to them it is a crash. */
  close(): void {
    this.#closed = true;
    this.#file.close();
  }

  #append(line: Line): void {
    if (!this.#closed) this.#file.append(JSON.stringify(line));
  }
}

const STILL_OPEN = { endedAt: null, status: null, file: null };
