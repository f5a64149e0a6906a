import type { VaeConfig } from '../../src/families/vae/config.ts';
import { fuse } from '../../src/fusion/fuse.ts';
import type { FusionOptions } from '../../src/fusion/rule.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import { chooseVariants, type ProductVariant } from '../../src/kernels/variants.ts';
import {
  type PreparedStep,
  rowsThatCount,
  type StepShape,
  type StepValues,
  stepOnDevice,
} from './oneStep.ts';

/** One way to run a fused step. */
export interface FusedRun {
  readonly variant: ProductVariant;
  readonly options: FusionOptions;
}

/**
 * Maximum error relative to the largest value of a tensor. Adam's first steps depend on little but
 * the sign of a gradient, which may be near zero.
 */
export const tolerance = (name: string): number => (name.startsWith('parameters/') ? 2e-4 : 2e-5);

/** A model by its widths, from data to latents, and the valid rows of its batch. */
export function shapeOf(
  [input = 1, ...widths]: readonly number[],
  activation: VaeConfig['activation'],
  rowCount: number,
  rows: number,
  dtype: StepShape['dtype'],
): StepShape {
  const latent = widths.at(-1) ?? 1;
  const config = { input, hidden: widths.slice(0, -1), latent, activation };
  return { config, rows, rowCount, dtype };
}

export function describeShape({ config, rows, rowCount, dtype }: StepShape): string {
  const widths = [config.input, ...config.hidden, config.latent].join('-');
  const beside = config.condition ? ` beside ${config.condition}` : '';
  return `${widths}${beside} ${config.activation}, ${rowCount} of ${rows} rows, ${dtype}`;
}

/** Runs the fused step and compares all its results; `compared` counts tensors. */
export async function compareFused(
  gpu: Gpu,
  prepared: PreparedStep,
  expected: StepValues,
  { variant, options }: FusedRun,
  allowed: (name: string) => number = tolerance,
): Promise<{ readonly problems: readonly string[]; readonly compared: number }> {
  const plan = chooseVariants(fuse(prepared.plan, options), () => variant);
  const { values, dirty } = await stepOnDevice(gpu, prepared, plan);
  const wrong = [...values].flatMap(([name, made]) => {
    const actual = rowsThatCount(prepared, name, made);
    const error = apart(actual, rowsThatCount(prepared, name, expected.get(name) ?? []));
    return error <= allowed(name) ? [] : [`${name}: off by ${error} of its largest value`];
  });
  const unclean = dirty.map((name) => `${name}: not zero where it must be`);
  return { problems: [...wrong, ...unclean], compared: values.size };
}

/** The largest difference relative to the largest value; NaN if lengths differ. */
function apart(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) return Number.NaN;
  const differences = expected.map((value, i) => Math.abs((actual[i] ?? Number.NaN) - value));
  return Math.max(...differences) / (Math.max(...expected.map(Math.abs)) || 1);
}
