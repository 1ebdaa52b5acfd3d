/** So many numbers that have their answer already are handed over again after a crash. */
const AGAIN = 8;

/** What the writers were answered, by number. */
export class Answers {
  readonly #first = new Map<string, Map<number, string>>();
  readonly #contradictions: string[] = [];
  #repeated = 0;

  /** How often a command was handed over again that had its answer. */
  get repeated(): number {
    return this.#repeated;
  }

  /** Commands that were answered differently when they came again; nothing, as long as command ids hold. */
  get contradictions(): readonly string[] {
    return this.#contradictions;
  }

  take(writer: string, number: number, answer: string): void {
    const answers = this.of(writer);
    const first = answers.get(number);
    if (first === undefined) answers.set(number, answer);
    else this.#repeated += 1;
    if (first !== undefined && first !== answer)
      this.#contradictions.push(`${writer}-${number}: first "${first}", then "${answer}"`);
  }

  /** The answers of one writer, by number. */
  of(writer: string): Map<number, string> {
    let answers = this.#first.get(writer);
    if (!answers) this.#first.set(writer, (answers = new Map<number, string>()));
    return answers;
  }

  /** With which number the successor of a killed writer begins: a little before the first that has no answer. */
  resumeAt(writer: string): number {
    const answers = this.of(writer);
    let missing = 1;
    while (answers.has(missing)) missing += 1;
    return Math.max(1, missing - AGAIN);
  }

  get writers(): readonly string[] {
    return [...this.#first.keys()];
  }
}
