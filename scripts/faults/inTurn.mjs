// @ts-check

/**
 * Handles items with several workers at a time, each of which takes the next item when it is done
 * with its last.
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
