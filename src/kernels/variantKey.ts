import type { Dispatch } from '../graph/plan.ts';

/**
 * The constants that determine the size of a product. Offsets and hyperparameters do not affect its
 * speed.
 */
const SIZES = ['M', 'N', 'K', 'H', 'LAYERS'] as const;

/**
 * A key for everything that the speed of a product depends on besides its variant: `dense_forward
 * activation=relu load=gather_u8 M=128 N=400 K=784`. Checkpoints and caches store choices by this
 * key, so its format must not change.
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
