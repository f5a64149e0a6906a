import type { Gpu } from '../../../src/gpu/device.ts';
import { compareFused, describeShape, type FusedRun, shapeOf } from '../../support/fusedStep.ts';
import { prepareStep, stepInFloat64 } from '../../support/oneStep.ts';
import { attempt, type Result } from './result.ts';

const shape = shapeOf([37, 53, 29, 3], 'relu', 9, 13, 'u8');

/**
 * Ways to run a fused step. GPUs use the first; the present adapter may be a CPU, on which training
 * uses the second.
 */
export const fusedRuns: readonly (FusedRun & { readonly name: string })[] = (
  [
    { variant: 'tiled_32x64', options: { keepBatch: false } },
    { variant: 'direct_8x8', options: { keepBatch: true } },
  ] as const
).map((run) => ({
  ...run,
  name: `${describeShape(shape)} ${run.variant} ${JSON.stringify(run.options)}`,
}));

/** Runs one fused step and compares all its results with the twins. */
export function runFused(gpu: Gpu, run: (typeof fusedRuns)[number]): Promise<Result> {
  return attempt(gpu.device, run.name, async () => {
    const prepared = prepareStep(shape, 'given');
    const { problems } = await compareFused(gpu, prepared, stepInFloat64(prepared), run);
    return { problems };
  });
}
