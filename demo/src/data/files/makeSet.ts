import { DataError, type Dataset, permutation, takeRows, toDataset } from 'webgpu-vae/formats';
import type { ImageSet, SkippedFile } from '../imageSet.ts';
import { choices, chooseRows, seed } from './chooseRows.ts';
import { fitRows } from './fitRows.ts';
import type { JoinedStacks } from './joinStacks.ts';
import { encodeLabels } from './labels.ts';
import { MAX_CLASSES, MAX_IMAGES, MAX_TEST_IMAGES } from './limits.ts';

/**
 * Images of `side` x `side` pixels with labels as numbers, split into a training set and a held-out
 * set: the given test set, or a seeded tenth.
 *
 * @param report called with the share of finished images, 0 to 1
 * @throws {DataError} when fewer than two images have more than one colour
 */
export function makeSet(
  joined: JoinedStacks,
  side: number,
  report: (share: number) => void,
): ImageSet {
  const skipped: SkippedFile[] = [...joined.skipped];
  const note = (name: string, reason: string) => skipped.push({ name, reason });
  const parts = [
    { stack: joined.train, name: `${joined.name} train`, limit: MAX_IMAGES },
    ...(joined.test
      ? [{ stack: joined.test, name: `${joined.name} test`, limit: MAX_TEST_IMAGES }]
      : []),
  ];
  const { channels } = joined.train;
  const shape = [side, side, channels];
  const labels = parts.flatMap(({ stack }) => stack.labels ?? []);
  const encoded = encodeLabels(labels);
  if (!encoded && labels.length > 0) {
    note(joined.name, `its labels were left out: expected 2 to ${MAX_CLASSES} different ones`);
  }
  const chosen = parts.map(({ stack, limit }) => chooseRows(stack.count, limit));
  const total = chosen.reduce((sum, rows) => sum + rows.length, 0);
  let done = 0;
  const [train, test] = parts.map(({ stack, name }, i) => {
    const rows = chosen[i] as Uint32Array;
    if (rows.length < stack.count) {
      note(stack.name, `of its ${stack.count} images a random ${rows.length} were taken`);
    }
    const fitted = fitRows(stack, rows, side, () => report(++done / total));
    const constant = rows.length - fitted.rows.length;
    if (constant > 0) note(stack.name, `${constant} of its images show a single colour`);
    const numbers = encoded && stack.labels && encoded.encode(stack.labels);
    const kept = numbers && Uint8Array.from(fitted.rows, (row) => numbers[row] as number);
    if (fitted.rows.length === 0) return undefined;
    return { ...toDataset(fitted.pixels, side * side * channels, name, kept), shape };
  });
  return {
    name: joined.name,
    width: side,
    height: side,
    channels,
    ...(train && test ? { train, test } : splitRows(joined.name, train)),
    ...(encoded && { classes: encoded.classes }),
    skipped,
  };
}

/** Holds out a seeded tenth: at least one row, at most 10,000. */
function splitRows(name: string, images: Dataset | undefined): { train: Dataset; test: Dataset } {
  const rows = images?.rows ?? 0;
  if (!images || rows < 2) {
    throw new DataError(
      `${name}: expected at least 2 images that show more than a single colour, one to train on and ` +
        `one to test on, got ${rows}`,
    );
  }
  const held = Math.min(MAX_TEST_IMAGES, Math.max(1, Math.round(rows / 10)));
  const order = permutation(rows, seed, choices.heldOut);
  return {
    train: takeRows(images, order.subarray(held)),
    test: takeRows(images, order.subarray(0, held), `${name} test`),
  };
}
