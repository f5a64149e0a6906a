import type { LayerSpec, Shape } from './layer.ts';
import { layerKind } from './loadedKinds.ts';

/** Shape of an example that comes out of a stack's layers, which are resolved. */
export function stackOutput(layers: readonly LayerSpec[], input: Shape): Shape {
  return layers.reduce((shape, spec) => layerKind(spec.kind).output(spec, shape), input);
}
