/** A whole answer, as it came. */
export interface Answer {
  readonly status: number;
  /** The first value of a header, by its lower-case name. */
  readonly header: (name: string) => string | undefined;
  readonly text: string;
}

/** The answer's body as JSON; undefined when it is not, which no answer of Postiz's own is. */
export function jsonOf({ text }: Answer): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
