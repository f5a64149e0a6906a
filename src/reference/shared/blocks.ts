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
  readonly PHASES_Y: number;
  readonly PHASES_X: number;
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
  const { KERNEL_Y, KERNEL_X, BLOCK_Y, BLOCK_X, PHASES_Y, PHASES_X, SHIFT_Y, SHIFT_X } = constants;
  const positions = positionsOf(constants);
  const inner = patchOf(constants);
  const [strideY, strideX] = [BLOCK_Y * PHASES_Y, BLOCK_X * PHASES_X];
  for (let phase = 0; phase < PHASES_Y * PHASES_X; phase++) {
    const phaseY = Math.floor(phase / PHASES_X);
    const phaseX = phase % PHASES_X;
    // A phase whose first pixel would lie before the image begins with the next block.
    const firstY = PHASES_Y > 1 && phaseY < SHIFT_Y ? 1 : 0;
    const firstX = PHASES_X > 1 && phaseX < SHIFT_X ? 1 : 0;
    const FIRST_Y = constants.FIRST_Y + firstY;
    const FIRST_X = constants.FIRST_X + firstX;
    const patch = patches({ ...constants, FIRST_Y, FIRST_X }, load);
    // Where the weights of each pixel of a block begin, by the column of the patch; -1 beyond the kernel.
    const firstWeights = Array.from({ length: BLOCK_Y * BLOCK_X }, (_, inBlock) =>
      new Float64Array(inner).map((_, k) => {
        const tap = Math.floor(k / CHANNELS);
        const kernelY = phaseY + Math.floor(inBlock / BLOCK_X) + strideY * Math.floor(tap / TAPS_X);
        const kernelX = phaseX + (inBlock % BLOCK_X) + strideX * (tap % TAPS_X);
        if (kernelY >= KERNEL_Y || kernelX >= KERNEL_X) return -1;
        return (((k % CHANNELS) * KERNEL_Y + kernelY) * KERNEL_X + kernelX) * OUT_CHANNELS;
      }),
    );
    for (let position = 0; position < M * positions; position++) {
      const values = patch(position);
      const block = position % positions;
      const row = Math.floor(position / positions);
      for (const [inBlock, first] of firstWeights.entries()) {
        const blockY = phaseY + Math.floor(inBlock / BLOCK_X);
        const blockX = phaseX + (inBlock % BLOCK_X);
        const y = strideY * (firstY + Math.floor(block / POSITIONS_X)) + blockY - SHIFT_Y;
        const x = strideX * (firstX + (block % POSITIONS_X)) + blockX - SHIFT_X;
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
}
