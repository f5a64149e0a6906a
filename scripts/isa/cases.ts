import { PipelineCache } from '../../src/gpu/pipelines.ts';
import { launchGrid } from '../../src/kernels/launch.ts';
import { loadAllKernels } from '../../src/layers/loadAllKernels.ts';
import { everyKernelCase, type KernelCase } from '../../tests/support/kernelCases.ts';
import { prepareCase } from '../../tests/support/preparedCase.ts';

/**
 * Builds the pipelines of kernels with the largest of the tests' cases of each.
 * @throws RangeError for a kernel that has no case
 */
export async function buildCases(
  kernels: readonly string[],
  device: GPUDevice,
): Promise<{ kernel: string; grid: number[] }[]> {
  await loadAllKernels();
  const pipelines = new PipelineCache(device);
  const built = [];
  for (const kernel of kernels) {
    const { dispatch } = prepareCase(largestCase(kernel));
    await pipelines.get(dispatch);
    built.push({
      kernel,
      grid: launchGrid(dispatch, device.limits.maxComputeWorkgroupsPerDimension),
    });
  }
  return built;
}

function largestCase(kernel: string): KernelCase {
  const [first, ...others] = everyKernelCase.filter((each) => each.kernel === kernel);
  if (first) return others.reduce((a, b) => (sizeOf(b) > sizeOf(a) ? b : a), first);
  const known = [...new Set(everyKernelCase.map((each) => each.kernel))].join(', ');
  throw new RangeError(`the tests have no case of a kernel "${kernel}"; there are: ${known}`);
}

function sizeOf({ sizes }: KernelCase): number {
  return Object.values(sizes).reduce((product, size) => product * size, 1);
}
