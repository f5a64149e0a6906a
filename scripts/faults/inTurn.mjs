// @ts-check

/**
 * Handles items with several concurrent workers. Each takes the next item when it has finished its
 * last one.
 *
 * @template Item, Worker
 * @param {readonly Item[]} items
 * @param {readonly Worker[]} workers
 * @param {(item: Item, worker: Worker) => Promise<void>} handle
 */
export async function inTurn(items, workers, handle) {
  const left = items.values();
  await Promise.all(
    workers.map(async (worker) => {
      for (const item of left) await handle(item, worker);
    }),
  );
}
