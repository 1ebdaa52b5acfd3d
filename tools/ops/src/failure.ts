/** How the program ends; shown by `--help`. */
export const EXIT = { done: 0, failed: 1, usage: 2, unreachable: 3 } as const;

/** Ends the program with a message for the person who called it. */
export class Failure extends Error {
  override readonly name: string = 'Failure';

  constructor(
    message: string,
    readonly exitCode: number = EXIT.failed,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The platform does not answer. */
export class UnreachableFailure extends Failure {
  override readonly name = 'UnreachableFailure';

  constructor(message: string, options?: ErrorOptions) {
    super(message, EXIT.unreachable, options);
  }
}

/** A service has refused, and said why. */
export class RefusedFailure extends Failure {
  override readonly name = 'RefusedFailure';

  constructor(
    readonly status: number,
    /** The problem's stable code. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
