import { CompileError, LimitError } from '../errors.ts';
import type { Gpu } from '../gpu/device.ts';
import type { Launch } from '../gpu/encodeLaunch.ts';
import type { Executable } from '../gpu/executable.ts';
import type { Dispatch } from '../graph/plan.ts';
import { defaultVariant } from '../kernels/defaultVariant.ts';
import { ownVariants } from '../kernels/ownVariants.ts';
import type { StepScalars } from '../kernels/step.ts';
import { type Agreement, compareResults } from './agreement.ts';
import type { Candidate } from './cache.ts';
import { withVariant } from './withVariant.ts';

/** A variant of the app whose results are not those of the default one. */
export interface Disagreement extends Agreement {
  readonly variant: Candidate;
  readonly label: string;
  readonly reason: string;
}

/**
 * Compares the app's variants of a dispatch with the variant that the library takes on this device.
 * Those that the device refuses are not among the result: their measurement tells why.
 */
export async function disagreementsOf(
  gpu: Gpu,
  executable: Executable,
  dispatch: Dispatch,
  candidates: readonly Candidate[],
  scalars: StepScalars,
): Promise<Disagreement[]> {
  const own = candidates.filter((name) => ownVariants.has(name));
  if (own.length === 0) return [];
  const usual = defaultVariant(dispatch, gpu.traits);
  const reference = await prepared(executable, withVariant(dispatch, usual));
  const found: Disagreement[] = [];
  for (const variant of own) {
    const launch = await prepared(executable, withVariant(dispatch, variant));
    if (!reference || !launch) continue;
    const pair = [reference, launch] as const;
    const agreement = await compareResults(gpu, executable, dispatch, pair, scalars);
    if (agreement.difference <= agreement.tolerance) continue;
    const [difference, tolerance] = [agreement.difference, agreement.tolerance].map((value) =>
      value.toPrecision(3),
    );
    const reason =
      `its results differ from those of "${usual}" by up to ${difference}, the same sums in another ` +
      `order by ${tolerance} at most`;
    found.push({ ...agreement, variant, label: dispatch.label, reason });
  }
  return found;
}

async function prepared(executable: Executable, dispatch: Dispatch): Promise<Launch | undefined> {
  try {
    return await executable.prepare(dispatch);
  } catch (error) {
    if (error instanceof CompileError || error instanceof LimitError) return undefined;
    throw error;
  }
}

/** One message a variant, about the product in which it is furthest from the default. */
export function messagesOf(disagreements: readonly Disagreement[]): string[] {
  const worst = new Map<Candidate, Disagreement>();
  for (const each of disagreements) {
    const known = worst.get(each.variant);
    if (!known || excess(each) > excess(known)) worst.set(each.variant, each);
  }
  return [...worst.values()].map(({ variant, label, reason }) => {
    return `tune() leaves out variant "${variant}": in ${label} ${reason}`;
  });
}

function excess({ difference, tolerance }: Agreement): number {
  return difference / tolerance;
}
