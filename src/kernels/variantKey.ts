import type { Dispatch } from '../graph/plan.ts';

/** The constants that say how large a product is. Offsets and hyperparameters cost nothing. */
const SIZES = ['M', 'N', 'K', 'H', 'LAYERS'] as const;

/**
 * What the speed of a product depends on besides its variant, in words:
 * `dense_forward activation=relu load=gather_u8 M=128 N=400 K=784`. Checkpoints and caches
 * keep choices under it, so it must stay as it is.
 */
export function variantKey({ kernel, slots, constants }: Dispatch): string {
  const choices = Object.entries(slots)
    .filter(([slot]) => slot !== 'product')
    .map(([slot, { choice }]) => `${slot}=${choice}`);
  const sizes = SIZES.filter((name) => name in constants).map((name) => {
    return `${name}=${String(constants[name])}`;
  });
  return [kernel, ...choices.sort(), ...sizes].join(' ');
}
