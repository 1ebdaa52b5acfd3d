import { jest } from '@jest/globals';
import { eventVersions } from '@clipcast/contracts';
import { DomainError, systemRuntime } from '@clipcast/kernel';
import { aStream, byOperator, withKey } from '../testing/counter.ts';
import { openTestLog } from '../testing/open-test-log.ts';
import type { LinkedCommand } from './append-statement.ts';
import { encodeCommand } from './encoded-command.ts';
import type { AppendCommand, AppendOutcome, StreamRef } from './events.ts';
import { GroupCommit } from './group-commit.ts';

const counted = (stream: StreamRef = aStream(), expectedVersion = 0, text = ''): AppendCommand => ({
  stream,
  expectedVersion,
  events: [{ type: 'Counted', data: { by: 1, text } }],
  context: byOperator(),
});
const encoded = (command = counted()) =>
  encodeCommand('billing', eventVersions('billing'), command, systemRuntime.ids);

/** A log that answers when the test says so, and remembers what it was given in each statement. */
function slowLog() {
  const statements: { commands: readonly LinkedCommand[]; answer: () => void }[] = [];
  const streamsTwice: string[] = [];
  let underWay: typeof statements = [];
  const write = (commands: readonly LinkedCommand[]) =>
    new Promise<AppendOutcome[]>((resolve) => {
      const answers = commands.map(() => ({ outcome: 'appended', version: 1, position: 1n }) as const);
      const statement = { commands, answer: () => resolve(answers) };
      const streams = [...underWay, statement].flatMap((one) =>
        one.commands.map(({ command }) => command.stream.id),
      );
      if (new Set(streams).size !== streams.length) streamsTwice.push(`in statement ${statements.length}`);
      statements.push(statement);
      underWay.push(statement);
    });
  const sizes = () => statements.map(({ commands }) => commands.length);
  const order = (stream: StreamRef) =>
    statements
      .flatMap(({ commands }) => commands)
      .filter(({ command }) => command.stream.id === stream.id)
      .map(({ command }) => command.expectedVersion);
  const answerAll = async () => {
    const answered = underWay;
    underWay = [];
    for (const { answer } of answered) answer();
    await systemRuntime.timers.turn();
    await systemRuntime.timers.turn();
  };
  return { groupCommit: new GroupCommit(write, systemRuntime.timers), sizes, streamsTwice, order, answerAll };
}

describe('group commit', () => {
  it('gives those who arrive while a statement is under way the next one together', async () => {
    const { groupCommit, sizes, answerAll } = slowLog();
    const first = groupCommit.append([encoded()]);
    await systemRuntime.timers.turn();
    const others = Array.from({ length: 50 }, () => groupCommit.append([encoded()]));
    await systemRuntime.timers.turn();
    expect(sizes()).toEqual([1]);
    await answerAll();
    expect(sizes()).toEqual([1, 50]);
    await answerAll();
    expect((await Promise.all([first, ...others])).flat()).toHaveLength(51);
  });

  it('never has a stream in two statements that are under way, nor twice in one', async () => {
    const { groupCommit, sizes, streamsTwice, answerAll } = slowLog();
    const stream = aStream();
    const answers = [0, 1, 2].map((version) => groupCommit.append([encoded(counted(stream, version))]));
    const others = Array.from({ length: 1_600 }, () => groupCommit.append([encoded()]));
    await systemRuntime.timers.turn();
    for (let round = 0; round < 12; round += 1) await answerAll();
    await Promise.all([...answers, ...others]);
    expect(streamsTwice).toEqual([]);
    expect(sizes().reduce((sum, size) => sum + size)).toBe(1_603);
    expect(Math.max(...sizes())).toBeLessThanOrEqual(512);
  });

  it('never lets a command overtake an earlier one of its stream that did not fit', async () => {
    const { groupCommit, order, answerAll } = slowLog();
    const stream = aStream();
    const big = (version: number, marker: string) => {
      const events = Array.from({ length: 600 }, () => ({ type: 'Counted', data: { by: 1, marker } }));
      return encoded({ ...counted(stream, version), events });
    };
    const answers = [
      groupCommit.append([encoded({ ...counted(), events: big(0, 'other').events })]),
      groupCommit.append([big(0, 'first')]),
      groupCommit.append([encoded(counted(stream, 600, 'second'))]),
    ];
    await systemRuntime.timers.turn();
    for (let round = 0; round < 4; round += 1) await answerAll();
    await Promise.all(answers);
    expect(order(stream)).toEqual([0, 600]);
  });

  it('refuses what would wait behind 10,000 commands, at once, and takes more when they are gone', async () => {
    const { groupCommit, answerAll } = slowLog();
    const waiting = Array.from({ length: 10_000 }, () => groupCommit.append([encoded()]));
    expect(() => groupCommit.append([encoded()])).toThrow(DomainError);
    await systemRuntime.timers.turn();
    const all = new AbortController();
    void Promise.all(waiting).then(() => all.abort());
    while (!all.signal.aborted) await answerAll();
    const later = groupCommit.append([encoded()]);
    await systemRuntime.timers.turn();
    await answerAll();
    expect(await later).toHaveLength(1);
  });
});

describe('group commit on a real log', () => {
  let log: Awaited<ReturnType<typeof openTestLog>>;
  beforeAll(async () => (log = await openTestLog()));
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => log.close());

  it('writes commands that come together in few statements, and answers each alone', async () => {
    const stream = aStream();
    const context = withKey(systemRuntime.ids.next(), 'f');
    await log.store.append([{ ...counted(stream), context, result: 'first' }]);
    const statements = jest.spyOn(log.database.pool, 'query');
    const answers = await Promise.all([
      ...Array.from({ length: 60 }, () => log.store.append([counted()])),
      log.store.append([counted(stream, 7)]),
      log.store.append([{ ...counted(stream, 1), context, result: 'second' }]),
    ]);
    // The one that came first alone, all others at once, and those again one by one within one statement.
    expect(statements.mock.calls.length).toBeLessThanOrEqual(4);
    const outcomes = answers.flat();
    expect(outcomes.filter(({ outcome }) => outcome === 'appended')).toHaveLength(60);
    expect(outcomes.slice(60)).toMatchObject([
      { outcome: 'conflict', version: 1 },
      { outcome: 'duplicate', first: { result: 'first' } },
    ]);
  });

  it('lets a command that makes the statement fail suffer alone', async () => {
    const before = (await log.store.head()).position;
    const outcomes = await Promise.allSettled([
      log.store.append([counted()]),
      log.store.append([counted({ ...aStream(), id: 'no uuid' })]),
      log.store.append([counted()]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await log.store.head()).position).toBe(before + 2n);
  });
});
