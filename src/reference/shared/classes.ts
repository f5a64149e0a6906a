import { at } from './access.ts';
import { logSoftmax } from './mixture.ts';

/** log softmax over the classes of each variable of a row of logits `[_, K]`. */
export function logProbabilities(
  logits: Float64Array,
  row: number,
  { K, CLASSES }: { K: number; CLASSES: number },
): number[] {
  const logs: number[] = [];
  for (let first = row * K; first < (row + 1) * K; first += CLASSES) {
    logs.push(...logSoftmax(logits.subarray(first, first + CLASSES)));
  }
  return logs;
}

/** The Gumbel value of a draw, which is kept from 0 and 1 as on the device. */
export function gumbel(draw: number): number {
  return -Math.log(-Math.log(Math.min(1 - 2 ** -24, Math.max(2 ** -24, draw))));
}

/** Σ of the products of two lists over the classes of the variable of a column. */
export function sumOverClasses(
  first: Float64Array,
  second: Float64Array,
  start: number,
  classes: number,
): number {
  let sum = 0;
  for (let i = start; i < start + classes; i++) sum += at(first, i) * at(second, i);
  return sum;
}
