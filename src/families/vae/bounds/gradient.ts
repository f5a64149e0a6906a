import { assertInRange, oneOf } from '../../../checks.ts';

/**
 * The gradient of an importance-weighted bound with respect to the encoder: `plain`, or `doubly`
 * reparameterized, whose signal does not vanish with more samples. Source: Tucker et al., "Doubly
 * reparameterized gradient estimators for Monte Carlo objectives", 2018.
 */
export type BoundGradient = 'plain' | 'doubly';

/** @throws ConfigError unless the gradient exists */
export function checkGradient(gradient: BoundGradient): void {
  assertInRange('bound.gradient', oneOf(['plain', 'doubly']), gradient);
}
