import { type AskedModel, askedArchitecture } from '../families/asked.ts';
import type { StepCost } from '../kernels/cost.ts';
import type { TrainingOptions } from '../training/options.ts';
import type { VaeOptions } from './options.ts';

/**
 * What a training step of a model costs, without a GPU: floating-point operations and bytes of
 * every dispatch, fused as for a GPU. A device may run variants of the kernels, which cost the
 * same; a CPU adapter writes the batch to memory, one dispatch more.
 * @param options as for `VAE.create`; those that say how and on what to run are ignored
 * @param dtype element type of the data
 * @throws ConfigError for an option out of range
 */
export async function stepCost(
  options: Partial<TrainingOptions> & AskedModel & Pick<VaeOptions, 'fuse'> = {},
  dtype: 'u8' | 'f32' = 'u8',
): Promise<StepCost> {
  const { costOfStep } = await import('../profiling/stepCost.ts');
  const { fuse = true } = options;
  return costOfStep(askedArchitecture(options), options, { fuse, dtype });
}
