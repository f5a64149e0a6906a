import { expectedDtypes } from '../data/field.ts';
import type { Model } from '../families/model.ts';
import { fuse as fusePlan } from '../fusion/fuse.ts';
import type { DType } from '../graph/tensor.ts';
import { planCost, type StepCost } from '../kernels/cost.ts';
import { MAX_BURST } from '../runtime/maxBurst.ts';
import type { RunOptions, TrainingOptions } from '../training/options.ts';
import { recordTraining } from '../training/recordTraining.ts';

/** The GPU of a cost that no device is at hand for: a vendor of usual units, and no CPU adapter. */
const MIDDLING_GPU = { software: false, vendor: '' };

/**
 * The cost of a model's training step, fused as for a middling GPU.
 * @param run.fuse false gives the cost of the recorded plan
 * @param run.dtype element type of the data; by default the first that each field takes
 * @throws ConfigError for an element type that no field takes
 */
export function costOfStep(
  model: Model,
  training: TrainingOptions,
  {
    fuse,
    dtype,
    secret,
  }: { readonly fuse: boolean; readonly dtype: DType | undefined } & Pick<RunOptions, 'secret'>,
): StepCost {
  const rows = training.batchSize;
  const { plan } = recordTraining(
    model,
    { rows, dataRows: rows, dtypes: expectedDtypes(model.fields, dtype), ring: MAX_BURST },
    training,
    { secret },
  );
  return planCost(fuse ? fusePlan(plan, { keepBatch: false, device: MIDDLING_GPU }) : plan);
}
