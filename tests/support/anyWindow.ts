import fc from 'fast-check';
import type { Pair } from '../../src/ops/image.ts';
import type { Window } from '../../src/ops/window.ts';
import { windowOf } from './windows.ts';

const pairs = (min: number, max: number): fc.Arbitrary<Pair> => {
  const each = fc.integer({ min, max });
  return fc.tuple(each, each);
};

/** Channels of the large image: few, or as many as fill tiles, where phases of the stride are products of their own. */
const manyOrFew = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 9 }) },
  { weight: 1, arbitrary: fc.constantFrom(32, 64) },
);

/** Windows of every sort: strides over kernels, positions that see padding only, pixels under no window. */
export const anyWindow: fc.Arbitrary<Window> = fc
  .record({
    size: pairs(1, 5),
    channels: fc.tuple(manyOrFew, fc.integer({ min: 1, max: 9 })),
    kernel: pairs(1, 4),
    stride: pairs(1, 4),
    dilation: pairs(1, 3),
    padding: pairs(0, 4),
    rest: pairs(0, 3),
  })
  .map((given) => {
    const { large } = windowOf({ ...given, padding: [0, 0] });
    // One pixel of the large image is left.
    const padding = (axis: 0 | 1): number =>
      Math.min(given.padding[axis], Math.floor((large[axis] - 1) / 2));
    return windowOf({ ...given, padding: [padding(0), padding(1)] });
  });
