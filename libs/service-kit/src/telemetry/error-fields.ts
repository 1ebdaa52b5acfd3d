/** What a log line tells of an error. */
export interface ErrorFields {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: ErrorFields;
}

const CAUSES_MAX = 5;

/**
 * Only these members of an error reach the log: drivers hang rows, parameters and whole requests on theirs, and such
 * a row may hold a secret.
 */
export function errorFields(error: unknown, depth = 0): ErrorFields {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an Error' };
  const code: unknown = Reflect.get(error, 'code');
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' ? { code } : {}),
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(error.cause !== undefined && depth < CAUSES_MAX
      ? { cause: errorFields(error.cause, depth + 1) }
      : {}),
  };
}
