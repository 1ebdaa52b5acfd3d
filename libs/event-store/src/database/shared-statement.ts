import type { Timers } from '@clipcast/kernel';
import { rolledBack } from './rolled-back.ts';

/** So many questions go into one statement at the most. */
const QUESTIONS_MAX = 256;
/** A connection that does not answer holds up only those who were on it. */
const STATEMENTS_MAX = 2;

/** Carries out one statement for many questions; the answers are in the order of the questions. */
type AskTogether<Question, Answer> = (questions: readonly Question[]) => Promise<readonly Answer[]>;

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly answer: PromiseWithResolvers<Answer>;
}

/**
 * Small statements of one kind that many need at the same time, made one: those who ask in the same turn, or while others
 * are being answered, share the next statement. Nobody waits for company, and an answer is never older than its question:
 * the statement begins after all that it answers were asked.
 */
export class SharedStatement<Question, Answer> {
  #waiting: Waiting<Question, Answer>[] = [];
  #underWay = 0;
  #scheduled = false;

  constructor(
    private readonly askTogether: AskTogether<Question, Answer>,
    private readonly timers: Pick<Timers, 'turn'>,
  ) {}

  /** @throws what the statement throws; a question that it cannot carry out fails nobody beside it. */
  ask(question: Question): Promise<Answer> {
    const answer = Promise.withResolvers<Answer>();
    this.#waiting.push({ question, answer });
    this.#schedule();
    return answer.promise;
  }

  /** After the turn, so that all who were answered by the last statement can be in the next one. */
  #schedule(): void {
    if (this.#scheduled || this.#waiting.length === 0 || this.#underWay >= STATEMENTS_MAX) return;
    this.#scheduled = true;
    void this.timers.turn().then(() => {
      this.#scheduled = false;
      void this.#answerNext();
      this.#schedule();
    });
  }

  async #answerNext(): Promise<void> {
    const together = this.#waiting.splice(0, QUESTIONS_MAX);
    this.#underWay += 1;
    await this.#answer(together);
    this.#underWay -= 1;
    this.#schedule();
  }

  /** Never throws: everybody gets an answer or an error. */
  async #answer(together: readonly Waiting<Question, Answer>[]): Promise<void> {
    try {
      const answers = await this.askTogether(together.map(({ question }) => question));
      if (answers.length !== together.length) throw new Error('A shared statement left questions open.');
      for (const [index, { answer }] of together.entries()) answer.resolve(answers[index] as Answer);
    } catch (error) {
      // One of them made the statement fail, and nothing came of it: each by itself, so that the others do not suffer.
      if (together.length > 1 && rolledBack(error)) for (const one of together) await this.#answer([one]);
      else for (const { answer } of together) answer.reject(error);
    }
  }
}
