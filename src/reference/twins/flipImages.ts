import { threefry2x32 } from '../../random/threefry.ts';
import { put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/**
 * y [M, K]: rows of shape [height, PICTURE_WIDTH, CHANNELS], each mirrored left to right where the
 * highest bit of its draw is set
 */
export const flipImages: Twin<'flip_images'> = (
  { constants: { M, K, PICTURE_WIDTH, CHANNELS, STREAM }, slots, step },
  y,
) => {
  const line = PICTURE_WIDTH * CHANNELS;
  for (let row = 0; row < M; row++) {
    const [drawn] = threefry2x32(step.seed, STREAM, step.data_counter, step.data_row + row);
    for (let k = 0; k < K; k++) {
      const [first, x, channel] = [k - (k % line), Math.floor((k % line) / CHANNELS), k % CHANNELS];
      const from = drawn >= 2 ** 31 ? PICTURE_WIDTH - 1 - x : x;
      put(y, row * K + k, slots.load(row, first + from * CHANNELS + channel));
    }
  }
};
