import { ConfigError } from '../../errors.ts';
import { type BoundChoice, loadBound, resolveBound } from './bounds/bounds.ts';
import {
  checkRegularizer,
  loadRegularizer,
  type RegularizerChoice,
} from './regularizers/regularizers.ts';

export { BOUNDS, recordBound } from './bounds/bounds.ts';
export { REGULARIZERS, recordRegularizer } from './regularizers/regularizers.ts';

/** The options that name what is minimised, and those that weigh its KL. */
interface Choices {
  readonly bound: BoundChoice;
  readonly samples: number;
  readonly regularizer: RegularizerChoice | undefined;
  readonly beta: unknown;
  readonly freeBits: unknown;
  readonly capacity: unknown;
}

/** Loads a bound and a regularizer. @throws ConfigError for one that does not exist */
export async function loadOthers({ bound = 'elbo', regularizer }: Partial<Choices>): Promise<void> {
  await Promise.all([
    loadBound(bound),
    regularizer === undefined ? undefined : loadRegularizer(regularizer),
  ]);
}

/**
 * @param usualBeta the family's default, which counts as left out
 * @throws ConfigError naming the option, the accepted values and the given value
 */
export function checkOthers(options: Choices, usualBeta: number): void {
  const { bound, samples, regularizer, beta, freeBits, capacity } = options;
  const weighted = beta !== 1 && beta !== usualBeta;
  const weighsKl = weighted || freeBits !== 0 || capacity !== undefined;
  const { kind } = resolveBound(bound, samples);
  if (regularizer !== undefined) checkRegularizer(regularizer, weighsKl);
  if (kind === 'elbo' || (!weighsKl && regularizer === undefined)) return;
  throw new ConfigError(
    `bound "${kind}" has no separate KL: set beta to 1, and leave out freeBits, capacity and regularizer, ` +
      'or train the "elbo"',
  );
}
