import type { BoundDefinition } from './bound.ts';

/** The evidence lower bound, which is always loaded. */
export interface ElboOptions {
  readonly kind: 'elbo';
}

export const elboDefinition: BoundDefinition<ElboOptions> = {
  parts: [],
  resolve: () => ({ kind: 'elbo' }),
  record: (_batch, _options, elbo) => elbo(),
};
