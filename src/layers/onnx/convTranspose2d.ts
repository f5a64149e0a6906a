import type { ConvolutionFields } from '../convolution.ts';
import { type PairChoice, pairOf } from '../image.ts';
import type { LayerSpec } from '../layer.ts';
import { convolutionToOnnx } from './convolution.ts';

/** Completed fields of a transposed convolution. */
interface ConvTranspose2dFields extends LayerSpec, ConvolutionFields {
  readonly outputPadding: PairChoice;
}

/** A transposed convolution, followed by its activation. */
export const { toOnnx, headToOnnx } = convolutionToOnnx<ConvTranspose2dFields>({
  operator: 'ConvTranspose',
  attributes: ({ outputPadding }) => ({ output_padding: { ints: pairOf(outputPadding) } }),
});
