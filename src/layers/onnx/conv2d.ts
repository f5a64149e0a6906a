import { conv2dLayer } from '../conv2d.ts';
import { convolutionToOnnx } from './convolution.ts';

/** A convolution, followed by its activation. */
export const { toOnnx, headToOnnx } = convolutionToOnnx({
  operator: 'Conv',
  output: conv2dLayer.output,
});
