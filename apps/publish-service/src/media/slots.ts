/** A number of places of which each is taken by one at a time; whoever finds none waits in line. */
export class Slots {
  #free: number;
  readonly #line: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Takes a place. @returns how to give it back, once; undefined when `signal` aborted before there was one. */
  async take(signal: AbortSignal): Promise<(() => void) | undefined> {
    if (signal.aborted) return undefined;
    if (this.#free > 0) this.#free -= 1;
    else if (!(await this.#turn(signal))) return undefined;
    return () => this.#giveBack();
  }

  /** The place goes straight to the next in line, so that nobody can step in between. */
  #giveBack(): void {
    const next = this.#line.shift();
    if (next) next();
    else this.#free += 1;
  }

  #turn(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const next = () => {
        signal.removeEventListener('abort', giveUp);
        resolve(true);
      };
      const giveUp = () => {
        this.#line.splice(this.#line.indexOf(next), 1);
        resolve(false);
      };
      this.#line.push(next);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }
}
