import { assertInRange, BOOLEAN, FRACTION, POSITIVE } from '../checks.ts';
import { batchNormalizationKernels } from '../kernels/catalogue/batchNormalization.generated.ts';
import { normalizationKernels } from '../kernels/catalogue/normalization.generated.ts';
import { addImageParts } from '../kernels/imageDescriptors.ts';
import { batchNormalization } from '../ops/batchNormalization.ts';
import { type Activation, assertActivation } from '../ops/slots.ts';
import { channelsOf, declareAffine } from './affine.ts';
import { flatSize, type LayerKind } from './layer.ts';
import { loadActivation } from './loadActivation.ts';

/** Normalizes channels by their mean and variance over the batch and all pixels. */
export interface BatchNormSpec {
  readonly kind: 'batchNorm';
  /** Weight of a batch in the running mean and variance; 0.1 by default. */
  readonly momentum: number;
  /** Added to variances; 1e-5 by default. */
  readonly epsilon: number;
  /** Learns a factor and a shift of each channel; true by default. */
  readonly affine: boolean;
  /** Function of the outputs; `identity` by default. */
  readonly activation: Activation;
}

/**
 * Like `torch.nn.BatchNorm2d` and `BatchNorm1d`, followed by an activation. Training takes the
 * statistics of the batch, of the rows that it has; each forward pass of a training step moves
 * `NAME.running_mean` and `NAME.running_var` once, and all else takes these. They are variables: a
 * step that met NaN or infinity leaves them as they were. A batch with one value of a channel has
 * no unbiased variance and does not move them; PyTorch refuses such a batch. Source: Ioffe &
 * Szegedy, "Batch normalization", 2015.
 */
export const batchNormLayer: LayerKind<BatchNormSpec> = {
  kind: 'batchNorm',
  resolve({ momentum = 0.1, epsilon = 1e-5, affine = true, activation = 'identity' }, _, where) {
    assertInRange(`${where}.momentum`, FRACTION, momentum);
    assertInRange(`${where}.epsilon`, POSITIVE, epsilon);
    assertInRange(`${where}.affine`, BOOLEAN, affine);
    assertActivation(`${where}.activation`, activation);
    return { kind: 'batchNorm', momentum, epsilon, affine, activation };
  },
  async load({ activation }) {
    addImageParts([normalizationKernels, batchNormalizationKernels]);
    await loadActivation(activation);
  },
  output: (_, input) => input,
  build({ momentum, epsilon, affine, activation }, input, scope) {
    const { store, name } = scope;
    const channels = channelsOf(input);
    const variable = (part: string, value: number) =>
      store.variable(`${name}.${part}`, { shape: [channels], init: { kind: 'constant', value } });
    const layer = {
      name,
      ...(affine ? declareAffine(scope, channels) : {}),
      runningMean: variable('running_mean', 0),
      runningVar: variable('running_var', 1),
      momentum,
      epsilon,
      activation,
    };
    const pixels = flatSize(input) / channels;
    return {
      apply: (graph, { x }, { mode, samples = 1 }) => ({
        y: batchNormalization(graph, x, layer, { mode, pixels, samples }),
      }),
    };
  },
  onnx: () => import('./onnx/batchNorm.ts'),
};
