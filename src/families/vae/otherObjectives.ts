import { ConfigError } from '../../errors.ts';
import { type BoundChoice, loadBound, resolveBound } from './bounds/bounds.ts';
import {
  checkRegularizer,
  loadRegularizer,
  type RegularizerChoice,
} from './regularizers/regularizers.ts';

export { BOUNDS, recordBound } from './bounds/bounds.ts';
export { REGULARIZERS, recordRegularizer } from './regularizers/regularizers.ts';

/** The options that name what is minimised. */
interface Choices {
  readonly bound: BoundChoice;
  readonly samples: number;
  readonly regularizer: RegularizerChoice | undefined;
}

/** Loads a bound and a regularizer. @throws ConfigError for one that does not exist */
export async function loadOthers({ bound = 'elbo', regularizer }: Partial<Choices>): Promise<void> {
  await Promise.all([
    loadBound(bound),
    regularizer === undefined ? undefined : loadRegularizer(regularizer),
  ]);
}

/**
 * @param weighsKl true if other options weigh the KL
 * @throws ConfigError naming the option, the accepted values and the given value
 */
export function checkOthers({ bound, samples, regularizer }: Choices, weighsKl: boolean): void {
  const { kind } = resolveBound(bound, samples);
  if (regularizer !== undefined) checkRegularizer(regularizer, weighsKl);
  if (kind === 'elbo' || (!weighsKl && regularizer === undefined)) return;
  throw new ConfigError(
    `bound "${kind}" has no separate KL: set beta to 1, and leave out freeBits, capacity and regularizer, ` +
      'or train the "elbo"',
  );
}
