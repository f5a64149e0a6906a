import { flatSize, type LayerKind } from './layer.ts';

/** Gives an example a single axis. */
export interface FlattenSpec {
  readonly kind: 'flatten';
}

/**
 * A list of an example's values, which keep their order: pixels in row order, each with its channels
 * side by side. `torch.nn.Flatten` puts channels first; a `dense` layer that follows an image directly
 * has its weights in that order in files. Costs nothing.
 */
export const flattenLayer: LayerKind<FlattenSpec> = {
  kind: 'flatten',
  resolve: () => ({ kind: 'flatten' }),
  output: (_, input) => [flatSize(input)],
  build: () => ({ apply: (_, { x }) => ({ y: x }) }),
  onnx: async () => ({ toOnnx: (_, { x }) => x }),
};
