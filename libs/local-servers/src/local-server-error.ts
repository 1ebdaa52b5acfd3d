/** A server could not be started; the message tells a person what to do about it. */
export class LocalServerError extends Error {
  override readonly name = 'LocalServerError';
}
