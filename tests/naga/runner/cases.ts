import type { Gpu } from '../../../src/gpu/device.ts';
import { dirtyPadding, outsideBounds } from '../../support/checkCase.ts';
import { lacking } from '../../support/features.ts';
import { describeCase, type KernelCase } from '../../support/kernelCases.ts';
import { prepareCase } from '../../support/preparedCase.ts';
import { runOnDevice } from '../../support/runCase.ts';
import { attempt, type Result } from './result.ts';

/** Runs one kernel case and compares it with its twin, within the same bounds as on Dawn. */
export function runCase(gpu: Gpu, given: KernelCase): Promise<Result> {
  return attempt(gpu.device, describeCase(given), async () => {
    const lacks = lacking(gpu, given.slots);
    if (lacks !== undefined) return { lacks };
    const prepared = prepareCase(given);
    const outputs = await runOnDevice(gpu, prepared);
    const outside = outsideBounds(prepared, outputs).map(
      ({ name, index, actual, expected, bound }) =>
        `${name}[${index}] is ${actual}, expected ${expected} within ${bound}`,
    );
    const dirty = outputs.flatMap((output) =>
      dirtyPadding(prepared, output).map(
        ([index, value]) => `${output.tensor.name}: padding at ${index} is ${value}`,
      ),
    );
    return { problems: [...outside, ...dirty] };
  });
}
