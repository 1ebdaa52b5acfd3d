/** What a secret belongs to. It opens only for exactly the context it was sealed for. */
export interface SealContext {
  /** The tenant. */
  readonly profileId: string;
  /** What the secret is for, such as `postiz-api-key`. */
  readonly purpose: string;
  /** The version of the record that holds it, so that an older sealed text cannot be put back in its place. */
  readonly version: number;
}

/** Parts one after the other, each behind its length in bytes: `('ab','c')` and `('a','bc')` give different bytes. */
export const lengthPrefixed = (...parts: readonly string[]): Buffer =>
  Buffer.concat(
    parts.flatMap((part) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(Buffer.byteLength(part));
      return [length, Buffer.from(part)];
    }),
  );
