/** A batch as a range of an order: `rows` consecutive places from `first`. */
export interface RowRange {
  readonly first: number;
  readonly rows: number;
}

/** A batch of a sampler. */
export interface Batch extends RowRange {
  /** Steps that hold all of its sequences, if there is a plan for so many; see `BatchSource.steps`. */
  readonly steps?: number;
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
 * The place after a batch. An empty batch occupies one place, which holds no visible row. Places
 * therefore identify the finished batches.
 */
export function endOf({ first, rows }: RowRange): number {
  return first + Math.max(1, rows);
}

/**
 * The batches from a place on. If the place lies inside a batch, the rest of that batch comes
 * first. This happens when the batches were cut differently before.
 */
export function batchesFrom(batches: readonly Batch[], from: number): Batch[] {
  return batches.flatMap((batch) => {
    if (batch.first >= from) return [batch];
    const end = endOf(batch);
    return end > from ? [{ ...batch, first: from, rows: end - from }] : [];
  });
}
