import { spinner } from '@clack/prompts';

/** Shows how far several brands are: one live line on a terminal, a line per news elsewhere. */
export class Progress {
  readonly #latest = new Map<string, string>();
  readonly #live = process.stdout.isTTY ? spinner() : undefined;

  start(): void {
    this.#live?.start('Publishing');
  }

  /** News of one brand; the same again is none. */
  readonly tell = (brand: string, line: string): void => {
    if (this.#latest.get(brand) === line) return;
    this.#latest.set(brand, line);
    if (this.#live)
      this.#live.message([...this.#latest].map(([name, latest]) => `${name}: ${latest}`).join('  |  '));
    else process.stdout.write(`${brand}: ${line}\n`);
  };

  end(line: string): void {
    if (this.#live) this.#live.stop(line);
    else process.stdout.write(`${line}\n`);
  }
}
