import { assertOptions, CHECKED_LATER, OBJECT, shown } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import { nearestName } from '../nearestName.ts';
import { isVariant, PRODUCT_KERNELS, type VariantChoices, variantNames } from './variants.ts';

/** @throws ConfigError for anything but an object of choices, naming an unknown variant or a kernel without variants */
export function assertVariants(variants: VariantChoices): void {
  const ranges = { default: CHECKED_LATER, byKernel: OBJECT, byDispatch: OBJECT };
  assertOptions<VariantChoices>('variants', variants, ranges, 'variants.');
  const { default: fallback, byKernel, byDispatch } = variants;
  if (fallback !== undefined) assertVariant('variants.default', fallback);
  for (const [kernel, variant] of Object.entries(byKernel ?? {})) {
    if (!PRODUCT_KERNELS.some((name) => name === kernel)) {
      const known = PRODUCT_KERNELS.join(', ');
      throw new ConfigError(`variants.byKernel: "${kernel}" has no variants; there are: ${known}`);
    }
    assertVariant(`variants.byKernel.${kernel}`, variant);
  }
  for (const [key, variant] of Object.entries(byDispatch ?? {})) {
    assertVariant(`variants.byDispatch["${key}"]`, variant);
  }
}

/** @throws ConfigError */
export function assertVariant(option: string, name: unknown): void {
  if (isVariant(name)) return;
  throw new ConfigError(
    `${option} must be one of ${variantNames.join(', ')}, got ${shown(name)}` +
      nearestName(name, variantNames),
  );
}
