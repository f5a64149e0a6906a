import type { LayerChoice } from '../../../layers/registry.ts';
import { denseImage, type MakeNetworks } from './networks.ts';

const CHANNELS = [32, 64] as const;
const HIDDEN = { kind: 'dense', units: 256 } as const;
const THREE = { kernel: 3, padding: 1 } as const;
/** Normalizes each image by itself, so that samples and batches of any size come out alike. */
const NORM = { kind: 'groupNorm', groups: 8 } as const;

/**
 * Residual blocks of two convolutions. Strides halve the image, and upsampling by `nearest` before a
 * block doubles it.
 */
export const resnet: MakeNetworks = ([height, width]) => ({
  encoder: [
    { kind: 'conv2d', channels: CHANNELS[0], ...THREE, activation: 'identity' },
    { ...NORM, activation: 'relu' },
    block(CHANNELS[0], 2),
    block(CHANNELS[1], 2),
    HIDDEN,
  ],
  decoder: [
    HIDDEN,
    ...denseImage([height / 4, width / 4, CHANNELS[1]]),
    { kind: 'upsample' },
    block(CHANNELS[1], 1),
    { kind: 'upsample' },
    block(CHANNELS[0], 1),
  ],
  output: { kind: 'conv2d', ...THREE },
});

/**
 * A block with a convolution of one pixel as the way around.
 * Source: He et al., "Deep residual learning for image recognition", 2015; with group normalization.
 */
function block(channels: number, stride: number): LayerChoice {
  const linear = { channels, activation: 'identity' } as const;
  return {
    kind: 'residual',
    layers: [
      { kind: 'conv2d', ...linear, ...THREE, stride },
      { ...NORM, activation: 'relu' },
      { kind: 'conv2d', ...linear, ...THREE },
      NORM,
    ],
    shortcut: [{ kind: 'conv2d', ...linear, kernel: 1, stride }, NORM],
    activation: 'relu',
  };
}
