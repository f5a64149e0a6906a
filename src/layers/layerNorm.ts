import { assertInRange, BOOLEAN, oneOf, POSITIVE } from '../checks.ts';
import { normalizationKernels } from '../kernels/catalogue/normalization.generated.ts';
import { rowNormalizationKernels } from '../kernels/catalogue/rowNormalization.generated.ts';
import { addImageParts } from '../kernels/imageDescriptors.ts';
import { groupNormalization } from '../ops/groupNormalization.ts';
import { type Activation, assertActivation } from '../ops/slots.ts';
import { channelsOf, declareAffine } from './affine.ts';
import { channelsFirst } from './channelsFirst.ts';
import { flatSize, type LayerKind } from './layer.ts';
import { loadActivation } from './loadActivation.ts';

/** Normalizes each example, or each of its pixels, by its own mean and variance. */
export interface LayerNormSpec {
  readonly kind: 'layerNorm';
  /**
   * The values that are normalized together: the `channels` of each pixel, or all values of an `example`;
   * `channels` by default. For examples without pixels both are the same.
   */
  readonly over: 'channels' | 'example';
  /** Added to variances; 1e-5 by default. */
  readonly epsilon: number;
  /** Learns a factor and a shift of each normalized value; true by default. */
  readonly affine: boolean;
  /** Function of the outputs; `identity` by default. */
  readonly activation: Activation;
}

/**
 * Like `torch.nn.LayerNorm`, followed by an activation. Source: Ba et al., "Layer normalization",
 * 2016.
 */
export const layerNormLayer: LayerKind<LayerNormSpec> = {
  kind: 'layerNorm',
  resolve({ over = 'channels', epsilon = 1e-5, affine = true, activation = 'identity' }, _, where) {
    assertInRange(`${where}.over`, oneOf(['channels', 'example']), over);
    assertInRange(`${where}.epsilon`, POSITIVE, epsilon);
    assertInRange(`${where}.affine`, BOOLEAN, affine);
    assertActivation(`${where}.activation`, activation);
    return { kind: 'layerNorm', over, epsilon, affine, activation };
  },
  async load({ activation }) {
    addImageParts([normalizationKernels, rowNormalizationKernels]);
    await loadActivation(activation);
  },
  output: (_, input) => input,
  build({ over, epsilon, affine, activation }, input, scope) {
    const ofExample = over === 'example';
    const width = ofExample ? flatSize(input) : channelsOf(input);
    const view = ofExample ? channelsFirst(input) : {};
    const parameters = affine ? declareAffine(scope, width, view) : {};
    const layer = { name: scope.name, ...parameters, epsilon, activation };
    const division = { blocks: flatSize(input) / width, pixels: 1, groups: 1, width };
    return {
      apply: (graph, { x }, { samples = 1 }) => ({
        y: groupNormalization(graph, x, layer, { division, samples }),
      }),
    };
  },
  onnx: () => import('./onnx/layerNorm.ts'),
};
