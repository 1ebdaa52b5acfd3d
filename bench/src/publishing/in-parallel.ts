/** Does something with each of many, so many at a time. */
export async function inParallel<T>(
  items: readonly T[],
  together: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const waiting = items.entries();
  const next = async (): Promise<void> => {
    for (const [index, item] of waiting) await work(item, index);
  };
  await Promise.all(Array.from({ length: together }, next));
}
