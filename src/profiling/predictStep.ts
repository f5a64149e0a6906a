import { isRecord, shown } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import type { StepCost } from '../kernels/cost.ts';
import { type GpuPeak, predictOnPeak, type StepPrediction } from '../kernels/predict.ts';
import { type GpuModel, predictOnModel } from './gpuModel.ts';

/**
 * Predicts the time of a step on a GPU that need not be at hand. A dispatch takes
 *
 *     max(arithmetic, bytes / gbPerSecond) + microsecondsPerDispatch
 *
 * - On a {@link GpuPeak} the arithmetic takes flops / gflops: the roofline model, which gives the
 *   minimum time.
 * - On a {@link GpuModel} it takes max(work, order) / clock cycles. With statistics of the kernel,
 *   resident = ceil(workgroups / units) · invocations,
 *   work = resident · instructions / lanes, and
 *   order = ceil(resident / invocationsInFlight) · instructions · cyclesPerInstruction. Without them,
 *   work = multiply-adds / (units · lanes), and order = 0.
 *
 * @param cost from `stepCost`, or a profile
 * @returns milliseconds of each dispatch and of the step
 * @throws ConfigError for anything but a cost and a GPU, a figure out of range, or an unknown name
 */
export function predictStep(
  cost: Pick<StepCost, 'dispatches'>,
  gpu: GpuPeak | GpuModel,
): StepPrediction {
  if (!isCost(cost)) {
    throw new ConfigError(`predictStep takes what \`stepCost\` gives, got ${shown(cost)}`);
  }
  if (!isRecord(gpu)) {
    throw new ConfigError(
      'predictStep takes a GPU as { gflops, gbPerSecond, microsecondsPerDispatch }, or with ' +
        `{ units, clock } in place of gflops; got ${shown(gpu)}`,
    );
  }
  return 'units' in gpu || 'clock' in gpu
    ? predictOnModel(cost, gpu as GpuModel)
    : predictOnPeak(cost, gpu as GpuPeak);
}

function isCost(cost: unknown): boolean {
  if (!isRecord(cost) || !Array.isArray(cost.dispatches)) return false;
  return cost.dispatches.every(
    (each) => isRecord(each) && typeof each.flops === 'number' && typeof each.bytes === 'number',
  );
}
