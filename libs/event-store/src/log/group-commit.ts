import { DomainError, type Timers } from '@clipcast/kernel';
import { context } from '@opentelemetry/api';
import { rolledBack } from '../database/rolled-back.ts';
import type { LinkedCommand } from './append-statement.ts';
import type { EncodedCommand } from './encoded-command.ts';
import type { AppendOutcome } from './events.ts';

const COMMANDS_MAX = 512;
const EVENTS_MAX = 1_000;
const BYTES_MAX = 1024 * 1024;
const WAITING_COMMANDS_MAX = 10_000;
/** A second statement may be under way once this many commands wait: one backend is busy then, and cores are not. */
const SECOND_LANE_COMMANDS = 128;
const LANES_MAX = 2;

/** Commands of one stream that were decided one after the other: appended together, answered alone. */
interface Chain {
  readonly stream: string;
  readonly commands: readonly EncodedCommand[];
  readonly events: number;
  readonly bytes: number;
  readonly trace: ReturnType<typeof context.active>;
  readonly answer: PromiseWithResolvers<AppendOutcome[]>;
}

/** Writes linked commands in one statement and one commit, and answers each. */
export type WriteCommands = (commands: readonly LinkedCommand[]) => Promise<AppendOutcome[]>;

/**
 * Commands that arrive while a statement is under way wait for it and then share the next one: batches form from
 * concurrency alone, never from a timer. A batch holds one chain of a stream at the most.
 */
export class GroupCommit {
  #waiting: Chain[] = [];
  #waitingCommands = 0;
  #lanes = 0;
  #scheduled = false;
  readonly #busyStreams = new Set<string>();

  constructor(
    private readonly write: WriteCommands,
    private readonly timers: Timers,
  ) {}

  /**
   * Appends a chain; the answers are in its order.
   * @throws {DomainError} `overloaded` when too many commands wait already; the driver's error when the statement failed.
   */
  append(commands: readonly EncodedCommand[]): Promise<AppendOutcome[]> {
    this.requireRoom(commands.length);
    const [first] = commands;
    if (!first) return Promise.resolve([]);
    const { stream } = first;
    const chain: Chain = {
      stream: `${stream.profileId} ${stream.id}`,
      commands,
      events: commands.reduce((sum, { encodedEvents }) => sum + encodedEvents.length, 0),
      bytes: commands.reduce((sum, { bytes }) => sum + bytes, 0),
      trace: context.active(),
      answer: Promise.withResolvers(),
    };
    this.#waiting.push(chain);
    this.#waitingCommands += commands.length;
    this.#schedule();
    return chain.answer.promise;
  }

  /** @throws {DomainError} `overloaded` when so many commands more would be too many. */
  requireRoom(commands: number): void {
    if (this.#waitingCommands + commands > WAITING_COMMANDS_MAX) throw overloaded();
  }

  /** After the turn, so that all who were answered by the last statement can be in the next one. */
  #schedule(): void {
    if (this.#scheduled || !this.#laneIsFree()) return;
    this.#scheduled = true;
    void this.timers.turn().then(() => {
      this.#scheduled = false;
      this.#start();
    });
  }

  #laneIsFree(): boolean {
    if (this.#lanes === 0) return this.#waiting.length > 0;
    return this.#lanes < LANES_MAX && this.#waitingCommands >= SECOND_LANE_COMMANDS;
  }

  #start(): void {
    while (this.#laneIsFree()) {
      const batch = this.#take();
      if (batch.length === 0) return;
      this.#lanes += 1;
      const [first] = batch;
      void context
        .with(first?.trace ?? context.active(), () => this.#flush(batch))
        .then(() => {
          this.#lanes -= 1;
          for (const { stream } of batch) this.#busyStreams.delete(stream);
          this.#schedule();
        });
    }
  }

  /** The chains that have waited longest, as far as they fit; those of a stream that is under way, or waits, stay behind it. */
  #take(): Chain[] {
    const batch: Chain[] = [];
    const rest: Chain[] = [];
    const blocked = new Set(this.#busyStreams);
    let [commands, events, bytes] = [0, 0, 0];
    for (const chain of this.#waiting) {
      const fits =
        commands + chain.commands.length <= COMMANDS_MAX &&
        events + chain.events <= EVENTS_MAX &&
        bytes + chain.bytes <= BYTES_MAX;
      if (blocked.has(chain.stream) || !(fits || batch.length === 0)) {
        blocked.add(chain.stream);
        rest.push(chain);
        continue;
      }
      batch.push(chain);
      this.#busyStreams.add(chain.stream);
      blocked.add(chain.stream);
      commands += chain.commands.length;
      events += chain.events;
      bytes += chain.bytes;
    }
    this.#waiting = rest;
    this.#waitingCommands -= commands;
    return batch;
  }

  /** Never throws: every chain gets its answers or its error. */
  async #flush(batch: readonly Chain[]): Promise<void> {
    try {
      const outcomes = await this.write(batch.flatMap(linked));
      let from = 0;
      for (const { answer, commands } of batch) {
        answer.resolve(outcomes.slice(from, (from += commands.length)));
      }
    } catch (error) {
      if (batch.length === 1 || !rolledBack(error)) {
        for (const { answer } of batch) answer.reject(error);
        return;
      }
      // One of them made the statement fail, and none was written: each by itself, so that the others do not suffer.
      for (const chain of batch) await this.#flush([chain]);
    }
  }
}

const linked = ({ commands }: Chain): LinkedCommand[] =>
  commands.map((command, index) => ({ command, follows: index > 0 }));

const overloaded = (): DomainError =>
  new DomainError(
    'overloaded',
    'unavailable',
    `More than ${WAITING_COMMANDS_MAX} commands wait for the log. Try again in a moment.`,
  );
