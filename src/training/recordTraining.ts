import type { BatchSource } from '../families/vae/batch.ts';
import type { VaeModel, VaePlan } from '../families/vae/vae.ts';
import type { Tensor } from '../graph/tensor.ts';
import { trainingKernels } from '../kernels/catalogue/training.generated.ts';
import { addParts } from '../kernels/catalogue.ts';
import { streams } from '../random/streams.ts';
import { klRule } from './objective.ts';
import type { TrainingOptions } from './options.ts';

/**
 * The training plan of a run.
 * @param given standard normals `[rows · samples, latent]` in place of those that kernels draw
 */
export function recordTraining(
  model: VaeModel,
  source: BatchSource,
  options: TrainingOptions,
  given?: Tensor,
): VaePlan {
  addParts([trainingKernels]);
  return model.trainingPlan(
    source,
    given ? { kind: 'given', noise: given } : { kind: 'counter', stream: streams.training },
    options,
    { bound: options.bound, samples: options.samples, klRule: klRule(options) },
  );
}
