import { expectedDtypes } from '../data/field.ts';
import { VaeModel } from '../families/vae/vae.ts';
import { fuse as fusePlan } from '../fusion/fuse.ts';
import { planCost, type StepCost } from '../kernels/cost.ts';
import { MAX_BURST } from '../runtime/bursts.ts';
import { resolveTraining, type TrainingOptions, type VaeOptions } from '../training/options.ts';
import { recordTraining } from '../training/recordTraining.ts';

/**
 * What a training step of a model costs, without a GPU: floating-point operations and bytes of
 * every dispatch, fused as for a GPU. A device may run variants of the kernels, which cost the
 * same; a CPU adapter writes the batch to memory, one dispatch more.
 * @param options as for `VAE.create`; those that say how and on what to run are ignored
 * @param dtype element type of the data
 * @throws ConfigError for an option out of range
 */
export function stepCost(
  options: Partial<TrainingOptions> & Pick<VaeOptions, 'config' | 'fuse'> = {},
  dtype: 'u8' | 'f32' = 'u8',
): StepCost {
  const training = resolveTraining(options);
  const model = new VaeModel(options.config ?? {});
  const rows = training.batchSize;
  const { plan } = recordTraining(
    model,
    { rows, dataRows: rows, dtypes: expectedDtypes(model.fields, dtype), ring: MAX_BURST },
    training,
  );
  return planCost(options.fuse === false ? plan : fusePlan(plan));
}
