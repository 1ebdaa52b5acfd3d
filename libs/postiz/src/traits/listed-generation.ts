import { z } from 'zod';
import type { PostizGeneration } from './postiz-traits.ts';

const Rows = z.looseObject({ posts: z.array(z.looseObject({})) });

/** Newest first: the newest field that is there decides. */
const FIRST_FIELDS: readonly (readonly [field: string, generation: Exclude<PostizGeneration, 'unknown'>])[] =
  [
    ['settings', 'newer'],
    ['creationMethod', '2.21.8-2.23'],
    ['releaseId', '2.13-2.21.7'],
    ['submittedForOrderId', '<=2.12.1'],
  ];

/** The versions that a list of posts proves by its fields; undefined when it is empty or shows none that tells. */
export function listedGeneration(body: unknown): Exclude<PostizGeneration, 'unknown'> | undefined {
  const [row] = Rows.safeParse(body).data?.posts ?? [];
  return row && FIRST_FIELDS.find(([field]) => field in row)?.[1];
}
