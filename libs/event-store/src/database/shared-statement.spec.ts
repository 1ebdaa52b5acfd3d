import { systemRuntime } from '@clipcast/kernel';
import { eventually } from '@clipcast/testing';
import { SharedStatement } from './shared-statement.ts';

interface Statement {
  readonly questions: readonly number[];
  readonly end: PromiseWithResolvers<readonly string[]>;
}

describe('a shared statement', () => {
  let statements: Statement[];
  let shared: SharedStatement<number, string>;
  beforeEach(() => {
    statements = [];
    shared = new SharedStatement((questions) => {
      const end = Promise.withResolvers<readonly string[]>();
      statements.push({ questions, end });
      return end.promise;
    }, systemRuntime.timers);
  });

  const ask = (...questions: readonly number[]): Promise<string>[] =>
    questions.map((question) => shared.ask(question));
  const begun = (count: number) => eventually(() => expect(statements).toHaveLength(count));
  const answer = (index: number): void => {
    const { questions, end } = statements[index] ?? {};
    end?.resolve((questions ?? []).map((question) => `answer to ${question}`));
  };
  const asked = () => statements.map(({ questions }) => questions);
  const failure = (code: string): Error => Object.assign(new Error(code), { code });

  it('is one for all who ask in the same turn, and each gets the answer to its own question', async () => {
    const answers = ask(1, 2, 3);
    await begun(1);
    answer(0);
    expect(await Promise.all(answers)).toEqual(['answer to 1', 'answer to 2', 'answer to 3']);
    expect(asked()).toEqual([[1, 2, 3]]);
  });

  /** What was changed before a question was asked must be in its answer. */
  it('answers nobody who asked after it had begun', async () => {
    void shared.ask(1);
    await begun(1);
    const [later] = ask(2);
    await begun(2);
    answer(0);
    answer(1);
    expect(await later).toBe('answer to 2');
    expect(asked()).toEqual([[1], [2]]);
  });

  it('gathers what is asked while two are under way, and goes on as soon as one of them has ended', async () => {
    void shared.ask(1);
    await begun(1);
    void shared.ask(2);
    await begun(2);
    void shared.ask(3);
    await systemRuntime.timers.turn();
    const [last] = ask(4);
    await systemRuntime.timers.turn();
    expect(asked()).toEqual([[1], [2]]);
    // The first one never ends: its connection is dead.
    answer(1);
    await begun(3);
    answer(2);
    expect(await last).toBe('answer to 4');
    expect(asked()).toEqual([[1], [2], [3, 4]]);
  });

  it('is more than one where more is asked than one takes', async () => {
    const answers = ask(...Array.from({ length: 300 }, (_, index) => index));
    await begun(2);
    answer(0);
    answer(1);
    expect(await Promise.all(answers)).toHaveLength(300);
    expect(asked().map(({ length }) => length)).toEqual([256, 44]);
  });

  it('lets nobody suffer from a question beside it that cannot be carried out', async () => {
    const [good, bad] = ask(1, 2);
    await begun(1);
    statements[0]?.end.reject(failure('22P02'));
    await begun(2);
    answer(1);
    await begun(3);
    statements[2]?.end.reject(failure('22P02'));
    expect(await good).toBe('answer to 1');
    await expect(bad).rejects.toThrow('22P02');
    expect(asked()).toEqual([[1, 2], [1], [2]]);
  });

  it('fails for all when the database is gone, and is not asked again by itself', async () => {
    const answers = ask(1, 2);
    await begun(1);
    statements[0]?.end.reject(failure('57P01'));
    for (const one of answers) await expect(one).rejects.toThrow('57P01');
    const [next] = ask(3);
    await begun(2);
    answer(1);
    expect(await next).toBe('answer to 3');
  });
});
