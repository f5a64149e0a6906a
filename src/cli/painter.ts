import type { LikelihoodKind, VAE } from '../index.ts';
import type { Painter } from './pictures.ts';

/** A model to paint, and what it is. */
export type ShownModel = Painter & Pick<VAE, 'config'>;

/**
 * A model whose images are intensities to show: black is 0, white is 1. Means of most likelihoods are that already, in
 * the units of the data, where a byte is its share of 255 whatever the likelihood; those of a Gaussian and of counts
 * may lie outside, and the picture clamps them.
 */
export function painterOf(model: ShownModel): ShownModel {
  const { config } = model;
  const { input, likelihood } = config;
  const shown = async (means: Promise<Float32Array>): Promise<Float32Array> =>
    intensitiesOf(await means, input, likelihood.kind);
  return {
    config,
    reconstruct: (rows) => shown(model.reconstruct(rows)),
    sample: (count, options) => shown(model.sample(count, options)),
    interpolate: (a, b, steps, options) => shown(model.interpolate(a, b, steps, options)),
  };
}

/**
 * Intensities of a decoder's means. A multinomial's are shares that add up to 1 in every image, all of them close to
 * black: the brightest is shown as white.
 * @param means [count, columns]
 * @returns the same array where nothing has to be done
 */
function intensitiesOf(
  means: Float32Array,
  columns: number,
  likelihood: LikelihoodKind,
): Float32Array {
  if (likelihood !== 'multinomial') return means;
  const shown = new Float32Array(means.length);
  for (let first = 0; first < means.length; first += columns) {
    const image = means.subarray(first, first + columns);
    const brightest = image.reduce((a, b) => Math.max(a, b), 0);
    if (brightest === 0) continue;
    const relative = image.map((share) => share / brightest);
    shown.set(relative, first);
  }
  return shown;
}
