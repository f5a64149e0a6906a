import { convTranspose2dLayer } from '../convTranspose2d.ts';
import { pairOf } from '../image.ts';
import { convolutionToOnnx } from './convolution.ts';

/** A transposed convolution, followed by its activation. */
export const { toOnnx, headToOnnx } = convolutionToOnnx({
  operator: 'ConvTranspose',
  output: convTranspose2dLayer.output,
  attributes: ({ outputPadding }) => ({ output_padding: { ints: pairOf(outputPadding) } }),
});
