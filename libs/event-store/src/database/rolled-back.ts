/** Whether the server refused the statement itself (SQLSTATE 22 data, 23 constraint, 54 too large): nothing was written. */
export const rolledBack = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(22|23|54)/.test(String(error.code));
