import { assertInRange, shown, wholeNumber } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import { flatSize, type LayerKind, type Shape } from './layer.ts';

/** Changes the shape of an example without changing its values. */
export interface ReshapeSpec {
  readonly kind: 'reshape';
  /** Shape that comes out; the number of values stays the same. */
  readonly shape: Shape;
}

/** Costs nothing: values lie flat for any shape. */
export const reshapeLayer: LayerKind<ReshapeSpec> = {
  kind: 'reshape',
  resolve({ shape }, input, where) {
    if (!Array.isArray(shape)) {
      throw new ConfigError(`${where}.shape must be a list of sizes, got ${shown(shape)}`);
    }
    for (const [i, size] of shape.entries()) {
      assertInRange(`${where}.shape[${i}]`, wholeNumber(1), size);
    }
    if (flatSize(shape) !== flatSize(input)) {
      throw new ConfigError(
        `${where}.shape [${shape.join(', ')}] has ${flatSize(shape)} values, its input ` +
          `[${input.join(', ')}] has ${flatSize(input)}`,
      );
    }
    return { kind: 'reshape', shape };
  },
  output: ({ shape }) => shape,
  build: () => ({ apply: (_, { x }) => ({ y: x }) }),
  onnx: async () => ({ toOnnx: (_, { x }) => x }),
};
