import { z } from 'zod';

/**
 * The span of versions that the fields of a listed post prove. There is no route that tells a version; `newer` is
 * everything after v2.23.
 */
export type PostizGeneration = '<=2.12.1' | '2.13-2.21.7' | '2.21.8-2.23' | 'newer' | 'unknown';

/** What has been seen of one Postiz, as far as it changes what a client does. */
export interface PostizTraits {
  /** Whether a draft is promoted with `PUT /posts/:id/status`, which came with v2.21.7. Where it is absent, by its id. */
  readonly statusRoute: 'present' | 'absent' | 'unknown';
  /** Whether reading, uploading and deleting are counted by the hour too, as up to v2.18.0. Null: not seen yet. */
  readonly readsAreLimited: boolean | null;
  /** Whether listed posts show their settings, and with them a marker of ours. Null: no post was listed yet. */
  readonly listsSettings: boolean | null;
  readonly generation: PostizGeneration;
}

/** Nothing seen yet. */
export const unknownTraits: PostizTraits = {
  statusRoute: 'unknown',
  readsAreLimited: null,
  listsSettings: null,
  generation: 'unknown',
};

const StoredTraits = z.object({
  statusRoute: z.enum(['present', 'absent', 'unknown']).catch('unknown'),
  readsAreLimited: z.boolean().nullable().catch(null),
  listsSettings: z.boolean().nullable().catch(null),
  generation: z.enum(['<=2.12.1', '2.13-2.21.7', '2.21.8-2.23', 'newer', 'unknown']).catch('unknown'),
});

/** Traits as they were stored as JSON. What this release does not understand of them is taken as not seen yet. */
export const readTraits = (stored: unknown): PostizTraits =>
  StoredTraits.safeParse(stored).data ?? unknownTraits;
