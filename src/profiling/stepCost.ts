import { expectedDtypes } from '../data/field.ts';
import { type ArchitectureChoice, loadFamily } from '../families/registry.ts';
import { fuse as fusePlan } from '../fusion/fuse.ts';
import { planCost, type StepCost } from '../kernels/cost.ts';
import { MAX_BURST } from '../runtime/maxBurst.ts';
import { loadTraining, resolveTraining, type TrainingOptions } from '../training/options.ts';
import { recordTraining } from '../training/recordTraining.ts';

/**
 * What a training step of a model costs, without a GPU: floating-point operations and bytes of
 * every dispatch, fused as for a GPU. A device may run variants of the kernels, which cost the
 * same; a CPU adapter writes the batch to memory, one dispatch more.
 * @param asked what the model is made of
 * @param options of its training
 * @param run.fuse false costs the recorded plan
 * @param run.dtype element type of the data
 * @throws ConfigError for an option out of range
 */
export async function costOfStep(
  asked: ArchitectureChoice,
  options: Partial<TrainingOptions>,
  { fuse, dtype }: { readonly fuse: boolean; readonly dtype: 'u8' | 'f32' },
): Promise<StepCost> {
  const family = await loadFamily(asked.family ?? 'vae');
  const [architecture] = await Promise.all([
    family.resolve(asked),
    loadTraining(options),
    family.loadOptions?.({ ...options }),
  ]);
  const training = resolveTraining(options, family);
  const model = await family.build(architecture);
  const rows = training.batchSize;
  const { plan } = recordTraining(
    model,
    { rows, dataRows: rows, dtypes: expectedDtypes(model.fields, dtype), ring: MAX_BURST },
    training,
  );
  return planCost(fuse ? fusePlan(plan) : plan);
}
