import { flatSize, type LayerKind } from './layer.ts';

/** Gives an example a single axis. */
export interface FlattenSpec {
  readonly kind: 'flatten';
}

/** Like `torch.nn.Flatten`, of pixels in row order, each beside its channels. Costs nothing. */
export const flattenLayer: LayerKind<FlattenSpec> = {
  kind: 'flatten',
  resolve: () => ({ kind: 'flatten' }),
  output: (_, input) => [flatSize(input)],
  build: () => ({ apply: (_, { x }) => ({ y: x }) }),
  onnx: async () => ({ toOnnx: (_, { x }) => x }),
};
