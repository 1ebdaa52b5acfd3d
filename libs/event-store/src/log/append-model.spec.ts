import { jest } from '@jest/globals';
import { prefixed, systemRuntime, type ProfileId } from '@clipcast/kernel';
import fc from 'fast-check';
import type { Database } from '../database/open-database.ts';
import { byOperator } from '../testing/counter.ts';
import { openTestLog } from '../testing/open-test-log.ts';
import { appendCommands, type AppendStatement, type LinkedCommand } from './append-statement.ts';
import { EventStore } from './event-store.ts';
import type { AppendOutcome, DomainEvent } from './events.ts';

jest.setTimeout(60_000);

const CASES = 300;

/** What is said about a command, with small numbers for everything that has a name. */
interface Draft {
  /** How far its expected version is from the one that its stream has when the statement starts; `any` asks for nothing. */
  readonly off: number | 'any';
  readonly facts: number;
  /** Whether the facts are public. */
  readonly told: boolean;
  readonly id: number | undefined;
}

/** The commands of one stream in a statement; each was decided after the one before it. */
interface Chain {
  readonly profile: number;
  readonly stream: number;
  readonly commands: readonly Draft[];
}

const aDraft = fc.record<Draft>({
  off: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, fc.constantFrom(-1, 1, 'any' as const)),
  facts: fc.nat(3),
  told: fc.boolean(),
  id: fc.option(fc.nat(9), { nil: undefined }),
});
const aChain = fc.record<Chain>({
  profile: fc.nat(1),
  stream: fc.nat(2),
  commands: fc.array(aDraft, { minLength: 1, maxLength: 4 }),
});
/** As group commit makes them: a statement holds one chain of a stream at the most. */
const aStatement = fc.uniqueArray(aChain, {
  minLength: 1,
  maxLength: 4,
  selector: ({ profile, stream }) => `${profile} ${stream}`,
});
/** Statements of a wave are under way at the same time, each over a connection of its own. */
const waves = fc.array(fc.array(aStatement, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 });

/** A command of the model, and the same as the statement takes it. */
interface Given {
  readonly stream: string;
  readonly id: string | undefined;
  readonly linked: LinkedCommand;
}

/** The log as it is described: nothing but two maps and a list. */
class Model {
  constructor(
    private readonly position: bigint,
    readonly facts: readonly string[] = [],
    private readonly versions: ReadonlyMap<string, number> = new Map(),
    private readonly answers: ReadonlyMap<string, { version: number; result: number }> = new Map(),
  ) {}

  versionOf(stream: string): number {
    return this.versions.get(stream) ?? 0;
  }

  /** What each command of a statement must be answered, and the log after it. */
  append(statement: readonly Given[]): { outcomes: AppendOutcome[]; after: Model } {
    const facts = [...this.facts];
    const [versions, answers] = [new Map(this.versions), new Map(this.answers)];
    const broken = new Set<string>();
    const outcomes = statement.map(({ stream, id, linked: { command, follows } }): AppendOutcome => {
      const known = id === undefined ? undefined : answers.get(id);
      if (known) {
        broken.add(stream);
        return {
          outcome: 'duplicate',
          version: known.version,
          first: { result: known.result, fingerprint: null },
        };
      }
      const version = versions.get(stream) ?? 0;
      const { expectedVersion: expected } = command;
      if ((expected !== 'any' && expected !== version) || (follows && broken.has(stream))) {
        broken.add(stream);
        return { outcome: 'conflict', version };
      }
      const after = version + command.events.length;
      command.events.forEach((_, index) => facts.push(`${stream} ${version + index + 1}`));
      versions.set(stream, after);
      if (id !== undefined) answers.set(id, { version: after, result: command.result as number });
      const position = command.events.length > 0 ? this.position + BigInt(facts.length) : 0n;
      return { outcome: 'appended', version: after, position };
    });
    return { outcomes, after: new Model(this.position, facts, versions, answers) };
  }
}

describe('the append statement', () => {
  let log: Awaited<ReturnType<typeof openTestLog>>;
  let store: EventStore;
  beforeEach(async () => {
    log = await openTestLog();
    store = new EventStore('profile', log.database, systemRuntime);
  });
  afterEach(() => log.close());

  it('answers every mix of chains, conflicts and repetitions as the model does, in some order of those at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(waves, async (drawn) => {
        const world = aWorld(store);
        const { position } = await store.head();
        let model = new Model(position);
        for (const wave of drawn) {
          const before = model;
          const statements = wave.map((statement) => world.give(statement, before));
          const answered = await all(statements.map((given) => append(log.database, given)));
          const orders = permutations(statements.map((_, index) => index));
          const explained = orders.map((order) => serially(before, statements, order));
          const fitting = explained.find(({ outcomes }) => isSame(outcomes, answered));
          if (!fitting) expect(answered.map(comparable)).toEqual(explained[0]?.outcomes.map(comparable));
          model = fitting?.after ?? model;
        }
        const facts = await store.readAll(position);
        expect(facts.map((fact) => `${world.nameOf(fact)} ${fact.version}`)).toEqual(model.facts);
        expect(facts.map((fact) => fact.position)).toEqual(facts.map((_, at) => position + BigInt(at) + 1n));
      }),
      { numRuns: CASES },
    );
    const { rows } = await log.database.pool.query(
      `select position from (select position, public_number, row_number() over (order by position) as place
         from events where public_number is not null) e where public_number <> place`,
    );
    expect(rows).toEqual([]);
  });
});

/** The names of one case, which no other case has. */
function aWorld(store: EventStore) {
  const { ids } = systemRuntime;
  const profiles: ProfileId[] = [prefixed('prf', ids.next()), prefixed('prf', ids.next())];
  const streams = [ids.next(), ids.next(), ids.next()];
  const commandIds = Array.from({ length: 10 }, () => ids.next());
  const pick = <T>(names: readonly T[], index: number): T => names[index] ?? raise();
  let results = 0;

  const eventsOf = ({ facts, told }: Draft): DomainEvent[] =>
    Array.from({ length: facts }, () =>
      told
        ? { type: 'ProfileRegistered', data: { name: 'a', slug: 'a' } }
        : { type: 'Counted', data: { by: 1 } },
    );
  const giveChain = ({ profile, stream, commands }: Chain, model: Model): Given[] => {
    const name = `${profile} ${stream}`;
    // Only the first command may be off: those behind it were decided from what it would make of the stream.
    let expected = Math.max(
      0,
      model.versionOf(name) + (commands[0]?.off === 'any' ? 0 : (commands[0]?.off ?? 0)),
    );
    return commands.map((draft, index) => {
      const alone = commands.length === 1 && draft.off === 'any';
      const commandId = draft.id === undefined ? undefined : pick(commandIds, draft.id);
      const command = store.encode({
        stream: { profileId: pick(profiles, profile), type: 'profile', id: pick(streams, stream) },
        expectedVersion: alone ? 'any' : expected,
        events: eventsOf(draft),
        context: { ...byOperator(), ...(commandId && { idempotency: { commandId } }) },
        result: (results += 1),
      });
      expected += draft.facts;
      const id = draft.id === undefined ? undefined : `${profile} ${draft.id}`;
      return { stream: name, id, linked: { command, follows: index > 0 } };
    });
  };
  return {
    give: (statement: readonly Chain[], model: Model) =>
      statement.flatMap((chain) => giveChain(chain, model)),
    nameOf: ({ profileId, streamId }: { profileId: ProfileId; streamId: string }) =>
      `${profiles.indexOf(profileId)} ${streams.indexOf(streamId)}`,
  };
}

const append = ({ pool }: Database, given: readonly Given[]): Promise<AppendOutcome[]> =>
  appendCommands(
    async <Row>(statement: AppendStatement, values: unknown[]) =>
      (await pool.query({ ...statement, values })).rows as Row[],
    given.map((one) => one.linked),
  );

/** The answers, or the first error: only when all have ended, so that nothing reaches into the next case. */
async function all<T>(answers: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(answers);
  return Promise.all(answers);
}

/** What the model says when the statements come one after the other in this order; the answers stand as they were asked. */
function serially(model: Model, statements: readonly (readonly Given[])[], order: readonly number[]) {
  const outcomes: AppendOutcome[][] = statements.map(() => []);
  let after = model;
  for (const index of order) {
    const step = after.append(statements[index] ?? raise());
    outcomes[index] = step.outcomes;
    after = step.after;
  }
  return { outcomes, after };
}

const permutations = (items: readonly number[]): number[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item) =>
        permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
      );

const comparable = (outcomes: readonly AppendOutcome[]): string[] =>
  outcomes.map((outcome) =>
    JSON.stringify(outcome, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  );

const isSame = (one: readonly AppendOutcome[][], other: readonly AppendOutcome[][]): boolean =>
  JSON.stringify(one.map(comparable)) === JSON.stringify(other.map(comparable));

const raise = (): never => {
  throw new Error('The case names something that does not exist.');
};
