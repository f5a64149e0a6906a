/**
 * A small VAE of colour images with layers of many kinds. Its batch norms stand after activations:
 * a bias right before one has no gradient but roundings.
 */
export const CONVOLUTIONAL_VAE = {
  family: 'vae',
  input: [6, 4, 3],
  encoder: [
    { kind: 'conv2d', channels: 4, kernel: 3, padding: 1, activation: 'silu' },
    { kind: 'batchNorm' },
    { kind: 'maxPool2d', kernel: 2 },
    {
      kind: 'residual',
      layers: [{ kind: 'conv2d', channels: 4, kernel: 3, padding: 1, activation: 'tanh' }],
    },
    { kind: 'dense', units: 9, activation: 'tanh' },
  ],
  latent: 2,
  decoder: [
    { kind: 'dense', units: 12 },
    { kind: 'reshape', shape: [3, 1, 4] },
    { kind: 'batchNorm' },
    { kind: 'upsample', scale: [1, 2] },
    { kind: 'conv2d', channels: 5, kernel: [3, 1], padding: [1, 0], activation: 'gelu' },
  ],
  output: { kind: 'convTranspose2d', kernel: 4, stride: 2, padding: 1 },
} as const;
