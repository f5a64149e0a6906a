import type { Architecture, Model } from '../families/model.ts';
import type { VAE, VaeArchitecture } from '../index.ts';
import type { Shape } from '../layers/layer.ts';
import { dataFormOf } from './dataForm.ts';
import { imageColumns } from './describedModel.ts';
import type { Painter } from './pictures.ts';

/** A model for pictures, with the sizes of its images. */
export interface ShownModel extends Painter {
  readonly config: {
    /** Number of values of an image. */
    readonly input: number;
    /** Number of condition columns; 0 for none. */
    readonly condition: number;
    readonly likelihood: { readonly kind: string };
    /** Shape of an image, if the architecture has more than its number of values. */
    readonly shape?: Shape;
  };
}

/** True if a model can decode images and sample new ones. */
export function isShown(model: Pick<Model, 'architecture' | 'programs'>): boolean {
  return decodes(model) && !model.programs.generate && !dataFormOf(model.architecture);
}

/**
 * True if a model has a KL that tells how well its code is used, and rows that show it: counts of words, items
 * and cells do not.
 */
export const isDiagnosed = (model: Pick<Model, 'programs'>): boolean =>
  decodes(model) && model.programs.bound !== undefined;

const decodes = ({ programs }: Pick<Model, 'programs'>): boolean =>
  programs.decode !== undefined &&
  programs.sample !== undefined &&
  !programs.topics &&
  !programs.recommend &&
  !programs.impute;

/** Adapts a model of any family for pictures. */
export function shownModel(model: VAE, described: Model): ShownModel {
  const { architecture } = described;
  const likelihood = likelihoodOf(architecture) ?? { kind: 'unknown' };
  const shape = imageShapeOf(architecture);
  return {
    config: { ...imageColumns(described), likelihood, ...(shape && { shape }) },
    reconstruct: (rows) => model.reconstruct(rows),
    sample: (count, options) => model.sample(count, options),
    interpolate: (a, b, steps, options) => model.interpolate(a, b, steps, options),
  };
}

/** The likelihood of an architecture that names one, such as that of a `vae`. */
export function likelihoodOf(
  architecture: Architecture & Partial<Pick<VaeArchitecture, 'likelihood'>>,
): VaeArchitecture['likelihood'] | undefined {
  return architecture.likelihood;
}

/** The shape of an image of an architecture that says it; a condition is not part of it. */
function imageShapeOf({
  input,
}: Architecture & Partial<Pick<VaeArchitecture, 'input'>>): Shape | undefined {
  return input && input.length > 1 ? input : undefined;
}

/**
 * Adapts a model so that its images are intensities: 0 is black, 1 is white. The means of most
 * likelihoods already are, in the units of the data, where a byte v is v / 255. Means of Gaussians
 * and of counts may be out of range; the picture clamps them.
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
 * Converts a decoder's means to intensities. Multinomial means are shares that sum to 1 in every
 * image, all close to black: they are scaled so that the brightest is white.
 * @param means [count, columns]
 * @returns the same array if no conversion is needed
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
