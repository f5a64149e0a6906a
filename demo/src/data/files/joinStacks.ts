import { DataError } from 'webgpu-vae/formats';
import type { SkippedFile } from '../imageSet.ts';
import { concatenate, type ImageStack } from '../images/imageStack.ts';

/** Images of a set before resizing. */
export interface JoinedStacks {
  readonly name: string;
  readonly train: ImageStack;
  /** Files that are a test set according to their names. */
  readonly test?: ImageStack | undefined;
  readonly skipped: readonly SkippedFile[];
}

/** A name such as t10k-images-idx3-ubyte, mnist_test.csv or x_test.npy. */
const testName = /(^|[^a-z])(t10k|test)([^a-z]|$)/i;

/**
 * Joins files with images of one size, all in grey or all in colour, all with or all without labels. If files differ in this, the
 * kind with the most images is used and the others are reported.
 *
 * @throws {DataError} when there is no stack
 */
export function joinStacks(stacks: readonly ImageStack[]): JoinedStacks {
  const kinds = new Map<string, ImageStack[]>();
  for (const stack of stacks) {
    const kind = kindOf(stack);
    kinds.set(kind, [...(kinds.get(kind) ?? []), stack]);
  }
  const [taken, ...others] = [...kinds.values()].sort((a, b) => imagesIn(b) - imagesIn(a));
  if (!taken) throw new DataError('there are no images');

  const count = imagesIn(taken);
  const kind = kindOf(taken[0] as ImageStack);
  const skipped = others.flat().map((stack) => ({
    name: stack.name,
    reason:
      `its ${stack.count} images (${kindOf(stack)}) are of another kind than the ${count} ` +
      `(${kind}) that were taken`,
  }));
  const tests = taken.filter(({ name }) => testName.test(fileName(name)));
  const heldOut = tests.length < taken.length ? tests : [];
  const rest = taken.filter((stack) => !heldOut.includes(stack));
  const name = nameOf(rest);
  const test = heldOut.length > 0 ? concatenate(nameOf(heldOut), heldOut) : undefined;
  return { name, train: concatenate(name, rest), test, skipped };
}

function kindOf({ width, height, channels, labels }: ImageStack): string {
  return `${width} x ${height}${channels === 3 ? ' in colour' : ''}, ${labels ? 'with' : 'without'} labels`;
}

function imagesIn(stacks: readonly ImageStack[]): number {
  return stacks.reduce((sum, { count }) => sum + count, 0);
}

function nameOf(stacks: readonly ImageStack[]): string {
  const [first] = stacks as [ImageStack, ...ImageStack[]];
  const more = stacks.length - 1;
  return more === 0 ? fileName(first.name) : `${fileName(first.name)} and ${more} more`;
}

function fileName(path: string): string {
  return path.split('/').at(-1) as string;
}
