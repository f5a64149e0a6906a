import type { TestContext } from 'vitest';
import type { Gpu } from '../../src/gpu/device.ts';
import { slotPiece } from '../../src/kernels/catalogue.ts';

/**
 * The feature that a choice of slots enables and the device lacks. WGSL extensions have the names
 * of the features that allow them.
 */
export function lacking(
  { device }: Gpu,
  choices: Readonly<Record<string, string>>,
): string | undefined {
  return Object.entries(choices)
    .flatMap(([slot, choice]) => slotPiece(slot, choice).enables)
    .find((feature) => !device.features.has(feature));
}

/** Skips a test, with the reason, if the device cannot run a kernel with these choices. */
export function skipWhereLacking(
  gpu: Gpu,
  choices: Readonly<Record<string, string>>,
  { skip }: TestContext,
): void {
  const feature = lacking(gpu, choices);
  if (feature !== undefined) skip(`the device lacks the feature "${feature}"`);
}
