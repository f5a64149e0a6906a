import { denseImage, type MakeNetworks } from './networks.ts';

const HIDDEN = { kind: 'dense', units: 256 } as const;
const CHANNELS = [32, 64] as const;
/** Halves an image, or doubles it where it is transposed. */
const HALVING = { kernel: 4, stride: 2, padding: 1 } as const;

/** Two convolutions that halve the image, a dense layer, and the same back. */
export const conv: MakeNetworks = ([height, width]) => ({
  encoder: [
    { kind: 'conv2d', channels: CHANNELS[0], ...HALVING },
    { kind: 'conv2d', channels: CHANNELS[1], ...HALVING },
    HIDDEN,
  ],
  decoder: [
    HIDDEN,
    ...denseImage([height / 4, width / 4, CHANNELS[1]]),
    { kind: 'convTranspose2d', channels: CHANNELS[0], ...HALVING },
  ],
  output: { kind: 'convTranspose2d', ...HALVING },
});
