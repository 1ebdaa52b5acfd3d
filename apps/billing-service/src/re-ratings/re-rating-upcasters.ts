import type { PrivateUpcasters } from '@clipcast/contracts';
import type { JsonObject } from '@clipcast/kernel';

const withLeftOut = (first: JsonObject): JsonObject => ({ leftOut: { entries: 0, first: [] }, ...first });

/** How stored facts of re-ratings become today's. */
export const reRatingUpcasters: PrivateUpcasters = {
  ReRatingApplied: [withLeftOut],
  ReRatingUndone: [withLeftOut],
};
