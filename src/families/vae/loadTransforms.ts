import { addParts } from '../../kernels/catalogue.ts';
import type { InputConfig } from './config.ts';

/** Loads the kernels that change rows of data, if a resolved architecture has any use for them. */
export async function loadTransforms({
  binarize,
  inputDropout,
  normalizeInput,
  flip,
}: Omit<InputConfig, 'condition'>): Promise<void> {
  if (binarize === 'none' && inputDropout === 0 && !normalizeInput && !flip) return;
  const { transformsKernels } = await import('../../kernels/catalogue/transforms.generated.ts');
  addParts([transformsKernels]);
}
