import type { VaeConfig } from 'webgpu-vae/worker';

/** Number of learned parameters: weights, biases, and parameters of the likelihood. */
export function parameterCount(config: VaeConfig): number {
  const { input, hidden, latent, condition } = config;
  const mirrored = [latent + condition, ...[...hidden].reverse()];
  const decoded = mirrored.at(-1) as number;
  const layer = (fanIn: number, width: number) => (fanIn + 1) * width;
  const layers = (widths: readonly number[]) =>
    widths.slice(1).reduce((sum, width, i) => sum + layer(widths[i] as number, width), 0);
  return (
    layers([input + condition, ...hidden, 2 * latent]) +
    layers(mirrored) +
    outputs(config, (width) => layer(decoded, width))
  );
}

/**
 * Parameters of the decoder's outputs. @param layer the number of parameters of an output layer by
 * its width
 */
function outputs({ input, likelihood }: VaeConfig, layer: (width: number) => number): number {
  switch (likelihood.kind) {
    case 'categorical':
      return layer(input * (likelihood.levels ?? 1));
    case 'gaussian':
      if (likelihood.sigma === 'network') return 2 * layer(input);
      return layer(input) + (likelihood.sigma === 'learned' ? 1 : 0);
    case 'negativeBinomial':
      return likelihood.dispersion === 'network' ? 2 * layer(input) : layer(input) + input;
    default:
      return layer(input);
  }
}
