import { assertInRange, BOOLEAN, POSITIVE, wholeNumber } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import { normalizationKernels } from '../kernels/catalogue/normalization.generated.ts';
import { rowNormalizationKernels } from '../kernels/catalogue/rowNormalization.generated.ts';
import { addImageParts } from '../kernels/imageDescriptors.ts';
import { groupNormalization } from '../ops/groupNormalization.ts';
import { type Activation, assertActivation } from '../ops/slots.ts';
import { channelsOf, declareAffine } from './affine.ts';
import { flatSize, type LayerKind } from './layer.ts';
import { loadActivation } from './loadActivation.ts';

/** Normalizes groups of an example's channels, each by its mean and variance over all pixels. */
export interface GroupNormSpec {
  readonly kind: 'groupNorm';
  /** Number of groups, which divides the number of channels. */
  readonly groups: number;
  /** Added to variances; 1e-5 by default. */
  readonly epsilon: number;
  /** Learns a factor and a shift of each channel; true by default. */
  readonly affine: boolean;
  /** Function of the outputs; `identity` by default. */
  readonly activation: Activation;
}

/**
 * Like `torch.nn.GroupNorm`, followed by an activation. Source: Wu & He, "Group normalization",
 * 2018.
 */
export const groupNormLayer: LayerKind<GroupNormSpec> = {
  kind: 'groupNorm',
  resolve({ groups, epsilon = 1e-5, affine = true, activation = 'identity' }, input, where) {
    assertInRange(`${where}.groups`, wholeNumber(1), groups);
    assertInRange(`${where}.epsilon`, POSITIVE, epsilon);
    assertInRange(`${where}.affine`, BOOLEAN, affine);
    assertActivation(`${where}.activation`, activation);
    const channels = channelsOf(input);
    if (channels % Number(groups) !== 0) {
      throw new ConfigError(
        `${where}.groups must divide the ${channels} channels of its input ` +
          `[${input.join(', ')}], got ${groups}`,
      );
    }
    return { kind: 'groupNorm', groups: Number(groups), epsilon, affine, activation };
  },
  async load({ activation }) {
    addImageParts([normalizationKernels, rowNormalizationKernels]);
    await loadActivation(activation);
  },
  output: (_, input) => input,
  build({ groups, epsilon, affine, activation }, input, scope) {
    const channels = channelsOf(input);
    const parameters = affine ? declareAffine(scope, channels) : {};
    const layer = { name: scope.name, ...parameters, epsilon, activation };
    const pixels = flatSize(input) / channels;
    const division = { blocks: 1, pixels, groups, width: channels / groups };
    return {
      apply: (graph, { x }, { samples = 1 }) => ({
        y: groupNormalization(graph, x, layer, { division, samples }),
      }),
    };
  },
  onnx: () => import('./onnx/groupNorm.ts'),
};
