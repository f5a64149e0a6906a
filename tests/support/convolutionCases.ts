import { BLOCK, logicalSize, physicalSize, roundUp } from '../../src/graph/layout.ts';
import { blockConstants, patchConstants, type Window, weightShape } from '../../src/ops/window.ts';
import { normsOfBlocks } from '../../src/training/private/convolutionGradients.ts';
import { WINDOWS, windowOf } from './windows.ts';

/** Values of a case's axes: sizes and constants of a kernel by name. */
type Sizes = Readonly<Record<string, number>>;

/** Constants of convolutions that do not follow from shapes alone. */
export const WINDOW_CONSTANTS: readonly string[] = Object.keys({
  ...patchConstants(WINDOWS.dilated as Window),
  ...blockConstants(WINDOWS.dilated as Window),
});

const ALL = Object.values(WINDOWS);

/** From the large image of each window to the small one. */
export const PATCHES = ALL.map((window) => patchSizes(window, 3));
/** From the small image to the large one. */
export const BLOCKS_OF_PIXELS = ALL.map((window) => blockSizes(window, 3));
/** Gradients of weights, in one part and in several, of which the last is smaller. */
export const WEIGHTS_OF_WINDOWS = ALL.map((window, i) =>
  partSizes(window, 3, i % 2 === 0 ? 8 : 24),
);
/** Larger than any product's tile, and not a multiple of it in rows, columns or inner dimension. */
const LARGE = windowOf({
  size: [5, 7],
  channels: [12, 68],
  kernel: [3, 3],
  stride: [2, 1],
  padding: [1, 1],
});
const large = (window: Window): number => logicalSize(window.large);
const small = (window: Window): number => logicalSize(window.small);
/** From the gradient of the large image to that of the small one, and back. */
export const PATCH_GRADIENTS = ALL.map((w) => gradientSizes(patchSizes(w, 3), small(w)));
export const BLOCK_GRADIENTS = ALL.map((w) => gradientSizes(blockSizes(w, 3), large(w)));
export const LARGE_PATCH_GRADIENTS = [gradientSizes(patchSizes(LARGE, 3), small(LARGE))];
export const LARGE_BLOCK_GRADIENTS = [gradientSizes(blockSizes(LARGE, 3), large(LARGE))];
export const LARGE_PATCHES = [patchSizes(LARGE, 3)];
export const LARGE_BLOCKS = [blockSizes(LARGE, 3)];
export const LARGE_WEIGHTS = [partSizes(LARGE, 3, 72)];

/** Norms of gradients of weights, with a bias behind them. */
export const NORMS_OF_WINDOWS = ALL.map((window) => normSizes(window, 3));
export const LARGE_NORMS = [normSizes(LARGE, 3)];

/** Sums of few channels by several invocations, and of more than a workgroup has. */
export const BIAS_PARTS: readonly Sizes[] = [
  { M: 1, PIXELS: 1, N: 1, PARTS: 1, SIZE: 72, FIRST: 64 },
  { M: 13, PIXELS: 7, N: 5, PARTS: 4, SIZE: 72, FIRST: 64 },
  { M: 5, PIXELS: 33, N: 70, PARTS: 3, SIZE: 136, FIRST: 64 },
  { M: 3, PIXELS: 9, N: 260, PARTS: 2, SIZE: 328, FIRST: 64 },
];

export const PART_SUMS: readonly Sizes[] = [
  { PARTS: 1, ROWS: 1, WIDTH: 1, SIZE: 72 },
  { PARTS: 5, ROWS: 13, WIDTH: 21, SIZE: 392 },
];

/** Sizes that follow from a window and a number of rows, for the kernels of windows. */
export const SIZES_OF_WINDOW: Readonly<Record<string, (window: Window, M: number) => Sizes>> = {
  conv_forward: patchSizes,
  conv_transpose_forward: blockSizes,
  conv_backward_input: (window, M) => gradientSizes(blockSizes(window, M), large(window)),
  conv_transpose_backward_input: (window, M) => gradientSizes(patchSizes(window, M), small(window)),
  conv_backward_weight: (window, M) => partSizes(window, M, 16),
  conv_example_norms: normSizes,
};

function patchSizes(window: Window, M: number): Sizes {
  return { ...patchConstants(window), M, K: logicalSize(window.large), N: window.small[2] };
}

function blockSizes(window: Window, M: number): Sizes {
  return { ...blockConstants(window), M, K: logicalSize(window.small) };
}

/** The same for the gradients of inputs, whose image that goes out is the one that comes in here. */
function gradientSizes({ K = 0, ...sizes }: Sizes, dx: number): Sizes {
  return { ...sizes, OUTPUT: K, K: dx };
}

function partSizes(window: Window, M: number, span: number): Sizes {
  const [n, patch] = weightShape(window);
  const SPAN = roundUp(span, BLOCK);
  const PARTS = Math.ceil((M * window.small[0] * window.small[1]) / SPAN);
  return { ...patchSizes(window, M), PARTS, SPAN, SIZE: physicalSize([n, patch]) + BLOCK };
}

function normSizes(window: Window, M: number): Sizes {
  const [n, patch] = weightShape(window);
  const NORMS = normsOfBlocks(patch, n);
  return { ...patchSizes(window, M), NORMS, SIZE: NORMS + BLOCK };
}
