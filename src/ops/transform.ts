import { ConfigError } from '../errors.ts';
import type { SlotArgument } from '../kernels/dispatch.ts';

/**
 * Transforms of the data in a batch:
 * - `none`: the values as they are
 * - `threshold`: 1 where x ≥ 1/2, else 0
 * - `log1p`: log(1 + x), 0 below 0
 * - `binarize`: 1 with probability x, else 0, drawn anew at every step
 * - `dropout`: 0 with probability `rate`, else x / (1 - rate), drawn anew at every step
 *
 * `stream` is one of `random/streams.ts`; training and evaluation have different streams.
 */
export type Transform =
  | { readonly kind: 'none' | 'threshold' | 'log1p' }
  | { readonly kind: 'binarize'; readonly stream: number }
  | { readonly kind: 'dropout'; readonly stream: number; readonly rate: number };

/** @throws ConfigError for a rate outside [0, 1) */
export function transformSlot(transform: Transform): {
  slot: SlotArgument<'transform'>;
  constants: Record<string, number>;
} {
  const slot = { choice: transform.kind, bindings: {} };
  switch (transform.kind) {
    case 'none':
    case 'threshold':
    case 'log1p':
      return { slot, constants: {} };
    case 'binarize':
      return { slot, constants: { STREAM: transform.stream } };
    case 'dropout': {
      const { stream, rate } = transform;
      if (!(rate >= 0 && rate < 1)) {
        throw new ConfigError(`dropout: rate must be at least 0 and below 1, got ${rate}`);
      }
      return { slot, constants: { STREAM: stream, RATE: rate } };
    }
  }
}
