import { at } from './access.ts';
import { type PatchConstants, patches, patchOf, positionsOf } from './patches.ts';

/** The constants of shaders/shared/blocks, and of the patches that blocks are computed from. */
export interface BlockConstants extends PatchConstants {
  readonly M: number;
  readonly OUT_HEIGHT: number;
  readonly OUT_WIDTH: number;
  readonly OUT_CHANNELS: number;
  readonly KERNEL_Y: number;
  readonly KERNEL_X: number;
  readonly BLOCK_Y: number;
  readonly BLOCK_X: number;
  readonly SHIFT_Y: number;
  readonly SHIFT_X: number;
}

/**
 * A transposed convolution by blocks of pixels, as shaders/shared/blocks.
 * @param load a value of a row's image
 * @param weight `[CHANNELS, KERNEL_Y, KERNEL_X, OUT_CHANNELS]`
 * @param emit takes each result with its index in the images that come out and its channel
 */
export function blocks(
  constants: BlockConstants,
  load: (row: number, column: number) => number,
  weight: Float64Array,
  emit: (index: number, channel: number, sum: number) => void,
): void {
  const { M, CHANNELS, POSITIONS_X, TAPS_X, OUT_HEIGHT, OUT_WIDTH, OUT_CHANNELS } = constants;
  const { KERNEL_Y, KERNEL_X, BLOCK_Y, BLOCK_X, SHIFT_Y, SHIFT_X } = constants;
  const patch = patches(constants, load);
  const positions = positionsOf(constants);
  const inner = patchOf(constants);
  // Where the weights of each pixel of a block begin, by the column of the patch; -1 beyond the kernel.
  const firstWeights = Array.from({ length: BLOCK_Y * BLOCK_X }, (_, inBlock) =>
    new Float64Array(inner).map((_, k) => {
      const tap = Math.floor(k / CHANNELS);
      const kernelY = Math.floor(inBlock / BLOCK_X) + BLOCK_Y * Math.floor(tap / TAPS_X);
      const kernelX = (inBlock % BLOCK_X) + BLOCK_X * (tap % TAPS_X);
      if (kernelY >= KERNEL_Y || kernelX >= KERNEL_X) return -1;
      return (((k % CHANNELS) * KERNEL_Y + kernelY) * KERNEL_X + kernelX) * OUT_CHANNELS;
    }),
  );
  for (let position = 0; position < M * positions; position++) {
    const values = patch(position);
    const block = position % positions;
    const row = Math.floor(position / positions);
    for (const [inBlock, first] of firstWeights.entries()) {
      const blockY = Math.floor(inBlock / BLOCK_X);
      const blockX = inBlock % BLOCK_X;
      const y = BLOCK_Y * Math.floor(block / POSITIONS_X) + blockY - SHIFT_Y;
      const x = BLOCK_X * (block % POSITIONS_X) + blockX - SHIFT_X;
      if (y < 0 || x < 0 || y >= OUT_HEIGHT || x >= OUT_WIDTH) continue;
      for (let channel = 0; channel < OUT_CHANNELS; channel++) {
        let sum = 0;
        for (let k = 0; k < inner; k++) {
          if (at(first, k) >= 0) sum += at(values, k) * at(weight, at(first, k) + channel);
        }
        emit(((row * OUT_HEIGHT + y) * OUT_WIDTH + x) * OUT_CHANNELS + channel, channel, sum);
      }
    }
  }
}
