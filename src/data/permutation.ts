import { assertInRange, MAX_U32, wholeNumber } from '../checks.ts';
import type { WholeNumbers } from '../platform.ts';
import { streams } from '../random/streams.ts';
import { integerBelow, threefry2x32 } from '../random/threefry.ts';

/**
 * The order in which the rows of a data set are visited in one epoch: every number in [0, n) once,
 * all orders equally likely. It is a pure function of the arguments, so a run resumed in the middle
 * of an epoch gets the same order.
 *
 * @param stream of random numbers, for orders other than those of epochs.
 * @throws {ConfigError} when an argument is not a whole number from 0 to 2³² - 1.
 */
export function permutation(
  n: number,
  seed: number,
  epoch: number,
  stream: number = streams.shuffle,
): WholeNumbers {
  requireWord('n', n);
  requireWord('seed', seed);
  requireWord('epoch', epoch);
  const nextWord = wordsOf(seed, stream, epoch);
  const order = new Uint32Array(n);
  // Inside-out Fisher-Yates shuffle: element i goes to a random place among the first i + 1.
  for (let i = 0; i < n; i++) {
    const place = integerBelow(i + 1, nextWord);
    order[i] = order[place] as number;
    order[place] = i;
  }
  return order;
}

/** The u32 words of one epoch's random stream, two from each block with counter (epoch, block). */
function wordsOf(seed: number, stream: number, epoch: number): () => number {
  let block = 0;
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const word = spare;
      spare = undefined;
      return word;
    }
    const [first, second] = threefry2x32(seed, stream, epoch, block++);
    spare = second;
    return first;
  };
}

function requireWord(name: string, value: number): void {
  assertInRange(`permutation: ${name}`, wholeNumber(0, MAX_U32), value);
}

/** The identity permutation: `[n]`. */
export function identity(n: number): WholeNumbers {
  return Uint32Array.from({ length: n }, (_, row) => row);
}
