import { LimitError } from '../errors.ts';
import type { Dispatch } from '../graph/plan.ts';
import { catalogue } from './catalogue.generated.ts';
import { descriptors, type Sizes } from './descriptors.ts';
import type { KernelName } from './names.ts';

/** The numeric constants of a dispatch: its sizes and hyperparameters. */
export function sizesOf(dispatch: Dispatch): Sizes {
  const numbers = Object.entries(dispatch.constants).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  return Object.fromEntries(numbers);
}

/**
 * Workgroups along x, y and z for a dispatch on a device.
 * @param limit `maxComputeWorkgroupsPerDimension` of the device.
 * @throws LimitError if the grid does not fit.
 */
export function launchGrid(dispatch: Dispatch, limit: number): [number, number, number] {
  const kernel = dispatch.kernel as KernelName;
  const descriptor = descriptors[kernel];
  const grid = descriptor.grid(sizesOf(dispatch));
  const size: readonly number[] = catalogue.kernels[kernel].workgroupSize;
  const groups =
    'workgroups' in grid
      ? grid.workgroups
      : grid.invocations.map((count, axis) => Math.ceil(count / (size[axis] ?? 1)));
  let [x = 1, y = 1, z = 1] = groups;
  if (descriptor.wraps && x > limit) {
    y = Math.ceil(x / limit);
    x = Math.ceil(x / y);
  }
  if (Math.max(x, y, z) > limit) {
    throw new LimitError(
      `${dispatch.label}: ${kernel} needs ${x} x ${y} x ${z} workgroups, this device allows ` +
        `${limit} in each dimension (maxComputeWorkgroupsPerDimension): use smaller layers or batches`,
    );
  }
  return [x, y, z];
}
