import { CheckpointError } from '../errors.ts';
import type { Safetensors } from '../formats/safetensors.ts';
import type { AdapterDescription } from '../gpu/describeAdapter.ts';
import type { VariantChoices } from '../kernels/variants.ts';
import { isPlainObject } from '../plainData.ts';
import type { KernelChoices } from '../runtime/kernelChoices.ts';
import { parse } from './metadata.ts';

/**
 * The kernel choices in a file. The engine drops variants that this version does not have, since
 * the rest of the file is valid.
 * @throws CheckpointError naming the accepted fields
 */
export function readKernels(file: Safetensors): Partial<KernelChoices> {
  const { fuse, keepBatch, variants, adapter } = parse(file, 'kernels');
  if (typeof fuse !== 'boolean') {
    throw new CheckpointError(
      `the checkpoint's "kernels" must say whether it was fused, got ${fuse}`,
    );
  }
  const sound =
    (keepBatch === undefined || typeof keepBatch === 'boolean') &&
    (variants === undefined || isVariants(variants)) &&
    (isPlainObject(adapter) || (keepBatch === undefined && variants === undefined));
  if (!sound) {
    throw new CheckpointError(
      'the checkpoint\'s "kernels" must give "keepBatch" as true or false, "variants" as names, ' +
        `and then the "adapter" they were chosen on, got ${file.metadata.get('kernels')}`,
    );
  }
  return {
    fuse,
    ...(keepBatch !== undefined && { keepBatch }),
    ...(variants !== undefined && { variants }),
    ...(isPlainObject(adapter) && { adapter: adapter as unknown as AdapterDescription }),
  };
}

function isVariants(value: unknown): value is VariantChoices {
  const isName = (name: unknown): boolean => name === undefined || typeof name === 'string';
  const areNames = (names: unknown): boolean =>
    names === undefined || (isPlainObject(names) && Object.values(names).every(isName));
  return (
    isPlainObject(value) &&
    isName(value.default) &&
    areNames(value.byKernel) &&
    areNames(value.byDispatch)
  );
}
