import type { KindOptions } from '../../distributions/kindOptions.ts';

/** The latent code z: its posterior with the posterior's options, its size and its prior. */
export interface Latent {
  /** Name of the posterior q(z | x). */
  readonly kind: string;
  /** Dimensions of z. */
  readonly size: number;
  /** p(z); absent for N(0, I). */
  readonly prior?: KindOptions;
}

/** True for the posterior and the prior of the classic model. */
export function isClassic({ kind, prior }: Latent): boolean {
  return kind === 'gaussian' && prior === undefined;
}
