import { expectedDtypes } from '../data/field.ts';
import { type ArchitectureChoice, familyOf } from '../families/registry.ts';
import { fuse as fusePlan } from '../fusion/fuse.ts';
import type { DType } from '../graph/tensor.ts';
import { planCost, type StepCost } from '../kernels/cost.ts';
import { MAX_BURST } from '../runtime/maxBurst.ts';
import { assertGroupsExist } from '../training/groups.ts';
import { loadTraining, resolveTraining, type TrainingOptions } from '../training/options.ts';
import { recordTraining } from '../training/recordTraining.ts';

/**
 * The cost of a model's training step, computed without a GPU: floating-point operations and bytes
 * of every dispatch, fused as for a GPU. Kernel variants of a device have the same cost. A CPU
 * adapter runs one more dispatch, which writes the batch to memory.
 * @param asked the architecture
 * @param options of its training
 * @param run.fuse false gives the cost of the recorded plan
 * @param run.dtype element type of the data; by default the first that each field takes
 * @throws ConfigError for an option out of range
 */
export async function costOfStep(
  asked: ArchitectureChoice,
  options: Partial<TrainingOptions>,
  { fuse, dtype }: { readonly fuse: boolean; readonly dtype: DType | undefined },
): Promise<StepCost> {
  const family = await familyOf(asked);
  const [architecture] = await Promise.all([
    family.resolve(asked),
    loadTraining(options),
    family.loadOptions?.({ ...options }),
  ]);
  const training = resolveTraining(options, family);
  const model = await family.build(architecture);
  assertGroupsExist(training.groups, model.store);
  const rows = training.batchSize;
  const { plan } = recordTraining(
    model,
    { rows, dataRows: rows, dtypes: expectedDtypes(model.fields, dtype), ring: MAX_BURST },
    training,
  );
  return planCost(fuse ? fusePlan(plan) : plan);
}
