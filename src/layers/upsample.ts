import { assertInRange, oneOf, wholeNumber } from '../checks.ts';
import { addImageParts } from '../kernels/imageDescriptors.ts';
import { upsampleBilinear, upsampleNearest } from '../ops/upsample.ts';
import { checkedPair, imageOf, type PairChoice, pairOf } from './image.ts';
import type { LayerKind } from './layer.ts';

/** Enlarges images by whole factors. */
export interface UpsampleSpec {
  readonly kind: 'upsample';
  /** Factor of height and width, or one number for both; 2 by default. */
  readonly scale: PairChoice;
  /**
   * `nearest` repeats pixels; `bilinear` interpolates between the centres of pixels. `nearest` by
   * default.
   */
  readonly mode: 'nearest' | 'bilinear';
}

/** Like `torch.nn.Upsample`, with `align_corners=False` where it interpolates. */
export const upsampleLayer: LayerKind<UpsampleSpec> = {
  kind: 'upsample',
  resolve({ scale = 2, mode = 'nearest' }, input, where) {
    imageOf(input, `${where}: an upsample layer`);
    assertInRange(`${where}.mode`, oneOf(['nearest', 'bilinear']), mode);
    return {
      kind: 'upsample',
      scale: checkedPair(`${where}.scale`, wholeNumber(1), scale),
      mode,
    };
  },
  async load({ mode }) {
    if (mode === 'nearest') {
      const { windowsKernels } = await import('../kernels/catalogue/windows.generated.ts');
      addImageParts([windowsKernels]);
    } else {
      const { bilinearKernels } = await import('../kernels/catalogue/bilinear.generated.ts');
      addImageParts([bilinearKernels]);
    }
  },
  output({ scale }, input) {
    const { height, width, channels } = imageOf(input, 'upsample');
    const [down, across] = pairOf(scale);
    return [height * down, width * across, channels];
  },
  build({ scale, mode }, input, { name }) {
    const image = imageOf(input, name);
    const enlarge = mode === 'nearest' ? upsampleNearest : upsampleBilinear;
    return {
      apply: (graph, { x }) => ({
        y: enlarge(graph, x, { name: graph.site(name), image, scale: pairOf(scale) }),
      }),
    };
  },
  onnx: () => import('./onnx/upsample.ts'),
};
