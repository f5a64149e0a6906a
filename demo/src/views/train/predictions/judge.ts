import type { Prediction } from 'webgpu-vae/worker';

/** A test image as a classifier sees it. */
export interface Judged {
  readonly row: number;
  /** Classes by number. */
  readonly truth: number;
  readonly predicted: number;
  /** The most probable classes, the first one first. */
  readonly likely: readonly { readonly label: number; readonly probability: number }[];
}

/** The classifier's predictions for test images, compared with their labels. */
export interface Verdict {
  readonly rows: number;
  readonly wrong: number;
  /** Wrong predictions, the most certain first; then right ones, the least certain first. */
  readonly hardest: readonly Judged[];
}

/** Classes whose probabilities are shown of each image. */
const LIKELY = 3;

/**
 * Compares a prediction with the labels.
 * @param labels of its rows, and perhaps of more
 * @param count images to tell of, at most
 */
export function judge(
  { classes, probabilities }: Prediction,
  labels: Uint8Array,
  count: number,
): Verdict {
  const rows = classes.length;
  const width = probabilities.length / rows;
  const sureness = (row: number) => probabilities[row * width + (classes[row] ?? 0)] ?? 0;
  const all = Array.from(classes.keys());
  const wrong = all.filter((row) => classes[row] !== labels[row]);
  const right = all.filter((row) => classes[row] === labels[row]);
  wrong.sort((a, b) => sureness(b) - sureness(a));
  right.sort((a, b) => sureness(a) - sureness(b));
  const hardest = [...wrong, ...right].slice(0, count).map((row) => ({
    row,
    truth: labels[row] ?? 0,
    predicted: classes[row] ?? 0,
    likely: mostLikely(probabilities.subarray(row * width, (row + 1) * width)),
  }));
  return { rows, wrong: wrong.length, hardest };
}

function mostLikely(probabilities: Float32Array): Judged['likely'] {
  return Array.from(probabilities, (probability, label) => ({ label, probability }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, LIKELY);
}
