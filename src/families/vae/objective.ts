import { assertInRange, wholeNumber } from '../../checks.ts';
import { ConfigError } from '../../errors.ts';
import { addParts } from '../../kernels/catalogue.ts';
import { checkAmount } from '../../schedules/kind.ts';
import { checkSchedule, type Schedule } from '../../schedules/schedule.ts';
import type { BoundChoice } from './bounds/bounds.ts';
import { others } from './others.ts';
import type { RegularizerChoice } from './regularizers/regularizers.ts';

/**
 * The minimised objective: reconstruction + beta · KL, where the KL may have a floor (`freeBits`)
 * or a target (`capacity`). Reported losses do not depend on these options.
 */
export interface VaeObjectiveOptions {
  /** Weight of the KL; 1 gives the evidence lower bound. 1 by default; of a `vib` 1e-3, of a `recommendation` 0.2. */
  readonly beta: Schedule;
  /**
   * λ, in nats a latent dimension: the KL of dimension j becomes max(λ, its mean over the batch). 0
   * turns this off. 0 by default. Source: Kingma et al., "Improving variational inference with
   * inverse autoregressive flow", 2016.
   */
  readonly freeBits: number;
  /**
   * C, in nats: the KL becomes |its mean over the batch - C|. By default the KL has no target.
   * Source: Burgess et al., "Understanding disentangling in beta-VAE", 2018.
   */
  readonly capacity: Schedule | undefined;
  /**
   * The trained bound of -log p(x): `elbo`, or one that weights all samples by their importance, which
   * has no KL to weigh. `elbo` by default.
   */
  readonly bound: BoundChoice;
  /**
   * Samples of z for each example. With `elbo` the reconstruction is their mean; other bounds weight
   * them. 1 by default.
   */
  readonly samples: number;
  /** Terms that are added to the evidence lower bound. None by default. */
  readonly regularizer: RegularizerChoice | undefined;
}

export const VAE_OBJECTIVE: VaeObjectiveOptions = {
  beta: 1,
  freeBits: 0,
  capacity: undefined,
  bound: 'elbo',
  samples: 1,
  regularizer: undefined,
};

/**
 * The code that the options name is loaded.
 * @param usualBeta the family's default, which counts as left out
 * @throws ConfigError naming the option, the accepted values and the given value
 */
export function checkVaeObjective(options: VaeObjectiveOptions, usualBeta = 1): void {
  const { beta, freeBits, capacity, samples } = options;
  assertInRange('samples', wholeNumber(1, 1024), samples);
  if (isOther(options)) others.get().checkOthers(options, usualBeta);
  checkSchedule('beta', beta);
  checkAmount('freeBits', freeBits);
  if (capacity === undefined) return;
  checkSchedule('capacity', capacity);
  if (freeBits === 0) return;
  throw new ConfigError(`freeBits (${freeBits}) and capacity each replace the KL: leave one out`);
}

/** True for any objective but the evidence lower bound with nothing added. */
function isOther({ bound, regularizer }: Partial<VaeObjectiveOptions>): boolean {
  return bound !== 'elbo' || regularizer !== undefined;
}

/** Loads what objectives other than the evidence lower bound need. */
export async function loadVaeObjective(options: Partial<VaeObjectiveOptions>): Promise<void> {
  const { bound = 'elbo', freeBits = 0, capacity, regularizer } = options;
  if (isOther({ bound, regularizer })) {
    await others.load();
    await others.get().loadOthers(options);
  }
  // Not checked yet: this runs before the options are.
  if ((typeof freeBits === 'number' && freeBits > 0) || capacity !== undefined) {
    const { klGateKernels } = await import('../../kernels/catalogue/klGate.generated.ts');
    addParts([klGateKernels]);
  }
}
