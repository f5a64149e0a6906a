import { categoricalKernels } from '../kernels/catalogue/categorical.generated.ts';
import { softmaxKernels } from '../kernels/catalogue/softmax.generated.ts';
import { addImageParts } from '../kernels/imageDescriptors.ts';
import { softmaxGroups } from '../ops/softmaxGroups.ts';
import { channelsOf } from './affine.ts';
import { flatSize, type LayerKind } from './layer.ts';

/** Makes shares that sum to 1 of the channels, such as the topics of a document. */
export interface SoftmaxSpec {
  readonly kind: 'softmax';
}

/** Like `torch.nn.Softmax` over the channels, the last axis. */
export const softmaxLayer: LayerKind<SoftmaxSpec> = {
  kind: 'softmax',
  resolve: () => ({ kind: 'softmax' }),
  load: async () => addImageParts([categoricalKernels, softmaxKernels]),
  output: (_, input) => input,
  build(_, input, { name }) {
    const channels = channelsOf(input);
    const groups = flatSize(input) / channels;
    const starts = Array.from({ length: groups + 1 }, (_, group) => group * channels);
    return {
      apply: (graph, { x }) => ({
        y: softmaxGroups(graph, x, { name: graph.site(name), starts }),
      }),
    };
  },
  onnx: () => import('./onnx/softmax.ts'),
};
