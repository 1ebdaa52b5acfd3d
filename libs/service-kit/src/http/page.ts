import type { Json } from '@clipcast/kernel';
import { z } from 'zod';
import { encodeCursor } from './cursor.ts';

/** The query of a list; extend it with `z.strictObject({ ...pageQuery.shape, … })`. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1_000).optional(),
});

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

/** The schema of a page, for `@ZodResponse`. */
export const pageSchema = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional() });

/**
 * One page of a list. Read `limit + 1` items: the one too many shows that there is more and is not given out.
 * `placeOf` says where the next page begins after an item.
 */
export function pageOf<Item>(
  items: readonly Item[],
  limit: number,
  placeOf: (item: Item) => Json,
): Page<Item> {
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  return items.length > limit && last !== undefined
    ? { items: shown, nextCursor: encodeCursor(placeOf(last)) }
    : { items: shown };
}
