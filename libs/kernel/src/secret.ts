import { inspect } from 'node:util';

const MASK = '[secret]';

/** A value that never shows itself by accident: text, JSON and inspection give `[secret]`. Audit by `.reveal(`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The clear text. Call it only where the secret leaves for its one purpose. */
  reveal(): string {
    return this.#value;
  }

  /** The last four characters, for people to recognise a key by; empty for a key too short to show any. */
  get last4(): string {
    return this.#value.length >= 12 ? this.#value.slice(-4) : '';
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}
