import { Deciders, EventStore, openDatabase } from '@clipcast/event-store';
import { backoffMs, DomainError, systemRuntime } from '@clipcast/kernel';
import { visit } from './room.ts';

const TOGETHER = 24;
const PAUSE_MS_MAX = 40;
/** A successor gets as far as any number that its predecessor may have had in its hands, also when it has to stop at once. */
const AT_LEAST = 3 * TOGETHER;

/** Hands a writer's commands over, numbered from `from`, a handful at a time, and says how each was answered. */
export async function write(
  databaseUrl: string,
  writer: string,
  from: number,
  stopping: AbortSignal,
): Promise<void> {
  const { timers, random } = systemRuntime;
  const store = new EventStore('profile', openDatabase(databaseUrl, 4), systemRuntime);
  const deciders = new Deciders(store, systemRuntime);
  for (let next = from; !stopping.aborted || next < from + AT_LEAST; next += TOGETHER) {
    const numbers = Array.from({ length: TOGETHER }, (_, index) => next + index);
    await Promise.all(numbers.map((number) => insist(deciders, writer, number)));
    await timers.sleep(random.fraction() * PAUSE_MS_MAX, stopping);
  }
}

/** Until there is an answer: after anything else nobody knows whether the command was carried out. */
async function insist(deciders: Deciders, writer: string, number: number): Promise<void> {
  for (let failures = 0; ; failures += 1) {
    try {
      const { reply } = await deciders.handle(visit(writer, number));
      process.stdout.write(`answered ${number} version ${reply.version}, ${reply.inside} inside\n`);
      return;
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'conflict') {
        process.stdout.write(`answered ${number} ${error.code}\n`);
        return;
      }
      process.stderr.write(`${String(error)}\n`);
      await systemRuntime.timers.sleep(backoffMs(failures, systemRuntime.random, 20, 500));
    }
  }
}
