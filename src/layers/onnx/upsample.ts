import { type PairChoice, pairOf } from '../image.ts';
import type { LayerSpec, OnnxLayer } from '../layer.ts';
import { onImages } from './image.ts';

/** Completed fields of an enlargement. */
interface UpsampleFields extends LayerSpec {
  readonly scale: PairChoice;
  readonly mode: 'nearest' | 'bilinear';
}

/** An enlargement. Pixels are areas, which is `Resize`'s default. */
export const toOnnx: OnnxLayer<UpsampleFields> = (graph, { spec, input, x }) => {
  const scale = pairOf(spec.scale);
  const [height = 1, width = 1, channels = 1] = input;
  const output = [height * scale[0], width * scale[1], channels];
  const mode = spec.mode === 'nearest' ? 'nearest' : 'linear';
  return onImages(graph, x, { input, output }, (images) =>
    graph.node('Resize', [images, '', graph.floats([1, 1, ...scale])], { mode: { text: mode } }),
  );
};
