import type { LayerChoice } from '../../../layers/registry.ts';
import type { MakeNetworks } from './networks.ts';

/** Five pixels, which keep the size of an image. */
const KEEPING = { kernel: 5, padding: 2 } as const;
const HALVING = { ...KEEPING, stride: 2 } as const;
const DOUBLING = { ...HALVING, outputPadding: 1 } as const;

/**
 * Gated convolutions. Source: van den Berg et al., "Sylvester normalizing flows for variational
 * inference", 2018, whose last window covers the whole image of 7 x 7 pixels.
 */
export const gated: MakeNetworks = ([height, width], latent) => {
  const whole = { kernel: [height / 4, width / 4] } as const;
  return {
    encoder: [
      ...down(32, KEEPING),
      ...down(32, HALVING),
      ...down(64, KEEPING),
      ...down(64, HALVING),
      ...down(64, KEEPING),
      ...down(256, whole),
    ],
    decoder: [
      { kind: 'reshape', shape: [1, 1, latent] },
      ...up(64, whole),
      ...up(64, KEEPING),
      ...up(32, DOUBLING),
      ...up(32, KEEPING),
      ...up(32, DOUBLING),
      ...up(32, KEEPING),
    ],
    output: { kind: 'conv2d', kernel: 1 },
  };
};

type Conv<Kind> = Omit<Extract<LayerChoice, { kind: Kind }>, 'kind' | 'channels' | 'activation'>;

/** A convolution of values and gates. */
function down(channels: number, fields: Conv<'conv2d'>): readonly LayerChoice[] {
  return [
    { kind: 'conv2d', channels: 2 * channels, activation: 'identity', ...fields },
    { kind: 'gate' },
  ];
}

/** The same, transposed. */
function up(channels: number, fields: Conv<'convTranspose2d'>): readonly LayerChoice[] {
  return [
    { kind: 'convTranspose2d', channels: 2 * channels, activation: 'identity', ...fields },
    { kind: 'gate' },
  ];
}
