import { assertInRange, shown, wholeNumber } from '../../checks.ts';
import { ConfigError } from '../../errors.ts';
import { addParts } from '../../kernels/catalogue.ts';
import type { KlRule } from '../../ops/kl.ts';
import { checkAmount } from '../../schedules/kind.ts';
import { checkSchedule, type Schedule } from '../../schedules/schedule.ts';

/**
 * The minimised objective: reconstruction + beta · KL, where the KL may have a floor (`freeBits`)
 * or a target (`capacity`). Reported losses do not depend on these options.
 */
export interface VaeObjectiveOptions {
  /** Weight of the KL; 1 gives the evidence lower bound. 1 by default; of a `vib` 1e-3. */
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
   * `iwae` trains the importance-weighted bound over all samples instead of the evidence lower
   * bound. `elbo` by default. Source: Burda et al., "Importance weighted autoencoders", 2015.
   */
  readonly bound: 'elbo' | 'iwae';
  /**
   * Samples of z for each example. With `elbo` the reconstruction is their mean; with `iwae` they
   * are weighted. 1 by default.
   */
  readonly samples: number;
}

export const VAE_OBJECTIVE: VaeObjectiveOptions = {
  beta: 1,
  freeBits: 0,
  capacity: undefined,
  bound: 'elbo',
  samples: 1,
};

/** @throws ConfigError naming the option, the accepted values and the given value. */
export function checkVaeObjective(options: VaeObjectiveOptions): void {
  const { beta, freeBits, capacity } = options;
  checkBound(options);
  checkSchedule('beta', beta);
  checkAmount('freeBits', freeBits);
  if (capacity === undefined) return;
  checkSchedule('capacity', capacity);
  if (freeBits === 0) return;
  throw new ConfigError(
    `freeBits (${freeBits}) and capacity exclude one another, as each replaces the KL: leave one out`,
  );
}

function checkBound({ bound, samples, beta, freeBits, capacity }: VaeObjectiveOptions): void {
  if (bound !== 'elbo' && bound !== 'iwae') {
    throw new ConfigError(`bound must be "elbo" or "iwae", got ${shown(bound)}`);
  }
  assertInRange('samples', wholeNumber(1, 1024), samples);
  if (bound === 'elbo' || (beta === 1 && freeBits === 0 && capacity === undefined)) return;
  throw new ConfigError(
    'bound "iwae" has no KL to weigh: leave beta, freeBits and capacity out, or train the "elbo"',
  );
}

/** The rule that plans apply to the KL. */
export function klRule({
  freeBits,
  capacity,
}: Pick<VaeObjectiveOptions, 'freeBits' | 'capacity'>): KlRule {
  if (capacity !== undefined) return 'capacity';
  return freeBits > 0 ? 'free_bits' : 'plain';
}

/** Loads the kernels of objectives other than the evidence lower bound. */
export async function loadVaeObjective({
  bound,
  freeBits = 0,
  capacity,
}: Partial<VaeObjectiveOptions>): Promise<void> {
  if (bound === 'iwae') {
    const { importanceKernels } = await import('../../kernels/catalogue/importance.generated.ts');
    addParts([importanceKernels]);
  }
  // Not checked yet: this runs before the options are.
  if ((typeof freeBits === 'number' && freeBits > 0) || capacity !== undefined) {
    const { klGateKernels } = await import('../../kernels/catalogue/klGate.generated.ts');
    addParts([klGateKernels]);
  }
}
