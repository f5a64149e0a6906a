import { assertInRange, FRACTION } from '../checks.ts';
import { dropoutKernels } from '../kernels/catalogue/dropout.generated.ts';
import { addImageParts } from '../kernels/imageDescriptors.ts';
import { dropout } from '../ops/dropout.ts';
import type { LayerKind } from './layer.ts';

/** Drops values at random in training. */
export interface DropoutSpec {
  readonly kind: 'dropout';
  /** Probability that a value becomes 0; 0.5 by default. */
  readonly rate: number;
}

/**
 * Like `torch.nn.Dropout`: in training the values that are kept are divided by 1 - rate; otherwise it
 * does nothing. Each application draws at a site of its own.
 */
export const dropoutLayer: LayerKind<DropoutSpec> = {
  kind: 'dropout',
  resolve({ rate = 0.5 }, _, where) {
    assertInRange(`${where}.rate`, FRACTION, rate);
    return { kind: 'dropout', rate };
  },
  load: async () => addImageParts([dropoutKernels]),
  output: (_, input) => input,
  build: ({ rate }, _, { name }) => ({
    apply(graph, { x }, { mode, noise }) {
      if (mode !== 'train' || rate === 0) return { y: x };
      const [rows = 0, columns = 0] = x.shape;
      const own = noise.next(graph, rows, columns);
      return { y: dropout(graph, x, { name: graph.site(name), rate, noise: own }) };
    },
  }),
  onnx: async () => ({ toOnnx: (_, { x }) => x }),
};
