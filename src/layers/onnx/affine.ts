import type { OnnxGraph, OnnxValue } from '../../formats/onnx/graph.ts';

/** Completed fields that layers with a factor and a shift of normalized values have. */
export interface AffineFields {
  readonly affine: boolean;
}

/** `NAME.weight` and `NAME.bias` of `shape`, or 1 and 0 for a layer that has none. */
export function affineParameters(
  graph: OnnxGraph,
  { affine }: AffineFields,
  { name, shape }: { readonly name: string; readonly shape: readonly number[] },
): { readonly weight: OnnxValue; readonly bias: OnnxValue } {
  if (affine) {
    return {
      weight: graph.parameter(`${name}.weight`, shape),
      bias: graph.parameter(`${name}.bias`, shape),
    };
  }
  const size = shape.reduce((product, length) => product * length, 1);
  const filled = (value: number) => graph.floats(Array.from({ length: size }, () => value));
  return { weight: filled(1), bias: filled(0) };
}
