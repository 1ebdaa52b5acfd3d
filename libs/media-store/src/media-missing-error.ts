/** The store does not have it: it was never kept, or it has been removed. */
export class MediaMissingError extends Error {
  override readonly name = 'MediaMissingError';
}
