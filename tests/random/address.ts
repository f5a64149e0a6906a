import { normalPair, threefry2x32 } from '../../src/random/threefry.ts';
import type { SampleOrigin } from './sample.ts';

/** The address of one block of two random words. */
export interface Address {
  readonly key: readonly [seed: number, stream: number];
  readonly counter: readonly [step: number, index: number];
}

/** Blocks of one row of noise: two for every four columns. */
export function blocksOfRow(columns: number): number {
  return 2 * Math.ceil(columns / 4);
}

/** Address of the noise in columns 2·pair and 2·pair + 1 of a row. */
export function noiseAddress(
  { seed, stream, columns }: Pick<SampleOrigin, 'seed' | 'stream' | 'columns'>,
  step: number,
  row: number,
  pair: number,
): Address {
  return { key: [seed, stream], counter: [step, row * blocksOfRow(columns) + pair] };
}

export function wordsAt({ key, counter }: Address): [number, number] {
  return threefry2x32(...key, ...counter);
}

/**
 * The noise of a whole sample in float64, `[steps, rows, columns]`, for an even number of columns.
 *
 * @param addressOf replaces the address function, to test wrong ones
 */
export function drawOnCpu(
  origin: SampleOrigin,
  addressOf: typeof noiseAddress = noiseAddress,
  drawn: (words: [number, number]) => readonly [number, number] = (words) => normalPair(...words),
): Float64Array {
  const { steps, rows, columns } = origin;
  const values = new Float64Array(steps * rows * columns);
  let at = 0;
  for (let step = 0; step < steps; step++) {
    for (let row = 0; row < rows; row++) {
      for (let pair = 0; pair < columns / 2; pair++) {
        values.set(drawn(wordsAt(addressOf(origin, step, row, pair))), at);
        at += 2;
      }
    }
  }
  return values;
}
