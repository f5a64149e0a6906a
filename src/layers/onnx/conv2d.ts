import { convolutionToOnnx } from './convolution.ts';

/** A convolution, followed by its activation. */
export const { toOnnx, headToOnnx } = convolutionToOnnx({ operator: 'Conv' });
