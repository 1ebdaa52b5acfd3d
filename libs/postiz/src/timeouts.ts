/** How long a client waits, in milliseconds. */
export interface PostizTimeouts {
  /** TCP and TLS together. */
  readonly connectMs: number;
  /** A whole call that only reads. */
  readonly readMs: number;
  /** A whole call that changes something. */
  readonly writeMs: number;
  /** An upload during which no byte moves; Postiz stores the file before it answers. */
  readonly uploadStallMs: number;
  /** The slowest upload that is still waited for; the whole upload may take its size divided by this, and a stall more. */
  readonly uploadBytesPerSecondMin: number;
}

export const defaultTimeouts: PostizTimeouts = {
  connectMs: 5_000,
  readMs: 15_000,
  writeMs: 20_000,
  uploadStallMs: 60_000,
  uploadBytesPerSecondMin: 64 * 1024,
};
