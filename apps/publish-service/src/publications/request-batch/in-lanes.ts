/**
 * Works through lanes, at most `atOnceMax` of them at the same time and each in its order. The first error ends it: what
 * is under way is waited for, nothing more is begun, and the error is thrown.
 */
export async function inLanes<Item>(
  lanes: readonly (readonly Item[])[],
  atOnceMax: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = lanes.values();
  const failures: unknown[] = [];
  const workers = Array.from({ length: Math.min(atOnceMax, lanes.length) }, async () => {
    for (const lane of waiting) {
      for (const item of lane) {
        if (failures.length > 0) return;
        await work(item).catch((error: unknown) => failures.push(error));
      }
    }
  });
  await Promise.all(workers);
  if (failures.length > 0) throw failures[0];
}
