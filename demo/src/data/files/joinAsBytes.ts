import type { Reading, ReadNumbers } from '../imageSet.ts';
import type { ImageStack } from '../images/imageStack.ts';
import { guessRange } from '../images/intensities.ts';
import { inBytes, type NumberStack, reshaped } from '../images/numberStack.ts';
import { type JoinedStacks, joinStacks } from './joinStacks.ts';

/**
 * Joins pictures and files of numbers. All numbers become bytes by one range, so that a training set
 * and its test set have one scale.
 *
 * @param reading what is omitted is guessed
 * @returns `numbers`: how they were read; absent if no file of numbers was taken
 * @throws {DataError} when there is no stack
 */
export function joinAsBytes(
  stacks: readonly (ImageStack | NumberStack)[],
  reading: Partial<Reading>,
): { readonly joined: JoinedStacks; readonly numbers: ReadNumbers | undefined } {
  const files = stacks.filter(isNumbers);
  const extent = {
    least: Math.min(...files.map((file) => file.extent.least)),
    largest: Math.max(...files.map((file) => file.extent.largest)),
  };
  const { shape, range = guessRange(extent) } = reading;
  const joined = joinStacks(
    stacks.map((stack) => {
      if (!isNumbers(stack)) return stack;
      return inBytes(shape ? reshaped(stack, shape) : stack, range);
    }),
  );
  const taken = files.some(({ name }) => joined.skipped.every((file) => file.name !== name));
  const { width, height } = joined.train;
  return { joined, numbers: taken ? { shape: { width, height }, range, extent } : undefined };
}

function isNumbers(stack: ImageStack | NumberStack): stack is NumberStack {
  return 'values' in stack;
}
