import type { AskedModel } from '../families/asked.ts';
import type { DType } from '../graph/tensor.ts';
import type { StepCost } from '../kernels/cost.ts';
import type { TrainingOptions } from '../training/options.ts';
import type { VaeOptions } from './options.ts';
import { specify } from './specify.ts';

/**
 * The cost of a model's training step, computed without a GPU: floating-point operations and bytes
 * of every dispatch, fused as for a middling GPU. Kernel variants of a device have the same cost. A CPU
 * adapter runs one more dispatch, which writes the batch to memory, and goes over sequences step by step.
 * @param options as for `VAE.create`; options about devices and execution are ignored
 * @param dtype element type of the data; by default the first that the model takes, such as `u8`
 * @throws ConfigError for an option that is out of range, or that the model would ignore
 */
export async function stepCost(
  options: Partial<TrainingOptions> & AskedModel & Pick<VaeOptions, 'fuse'> = {},
  dtype?: DType,
): Promise<StepCost> {
  const { costOfStep } = await import('../profiling/stepCost.ts');
  const { model, training, run } = await specify(options);
  return costOfStep(model, training, { ...run, fuse: options.fuse ?? true, dtype });
}
