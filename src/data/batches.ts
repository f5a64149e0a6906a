/** The places of a batch: `rows` consecutive places of an order from `first`. */
export interface RowRange {
  readonly first: number;
  readonly rows: number;
}

/** Cuts places `from` to `to` into batches; the last may be smaller. */
export function cutBatches(from: number, to: number, size: number): RowRange[] {
  const batches: RowRange[] = [];
  for (let first = from; first < to; first += size) {
    batches.push({ first, rows: Math.min(size, to - first) });
  }
  return batches;
}

/**
 * The place after a batch. An empty batch has one place, whose row nobody sees: so a place tells
 * which batches are done.
 */
export function endOf({ first, rows }: RowRange): number {
  return first + Math.max(1, rows);
}

/**
 * The batches that begin at a place or after it. What is left of a batch that began before it
 * comes first: the batches were other ones when the place was reached.
 */
export function batchesFrom(batches: readonly RowRange[], from: number): RowRange[] {
  return batches.flatMap((batch) => {
    if (batch.first >= from) return [batch];
    const end = endOf(batch);
    return end > from ? [{ first: from, rows: end - from }] : [];
  });
}
