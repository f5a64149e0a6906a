import type { Architecture, Model } from '../families/model.ts';
import type { VAE, VaeArchitecture } from '../index.ts';
import { imageColumns } from './describedModel.ts';
import type { Painter } from './pictures.ts';

/** A model to paint, and what its images are. */
export interface ShownModel extends Painter {
  readonly config: {
    /** Values of an image. */
    readonly input: number;
    /** Columns of its condition; 0 for none. */
    readonly condition: number;
    readonly likelihood: { readonly kind: string };
  };
}

/** Whether a model makes images, from codes and from none. */
export function isShown({ programs }: Pick<Model, 'programs'>): boolean {
  return programs.decode !== undefined && programs.sample !== undefined;
}

/** A model of any family as pictures are made of it. */
export function shownModel(model: VAE, described: Model): ShownModel {
  const { architecture } = described;
  const likelihood = isVae(architecture) ? architecture.likelihood : { kind: 'unknown' };
  return {
    config: { ...imageColumns(described), likelihood },
    reconstruct: (rows) => model.reconstruct(rows),
    sample: (count, options) => model.sample(count, options),
    interpolate: (a, b, steps, options) => model.interpolate(a, b, steps, options),
  };
}

/** Whether an architecture is that of a VAE, whose likelihood it then says. */
export function isVae(architecture: Architecture): architecture is VaeArchitecture {
  return architecture.family === 'vae';
}

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
function intensitiesOf(means: Float32Array, columns: number, likelihood: string): Float32Array {
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
