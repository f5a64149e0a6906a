import type { BoundDefinition } from './bound.ts';
import { elbo } from './elbo.ts';

/** The evidence lower bound. */
export interface ElboOptions {
  readonly kind: 'elbo';
}

export const elboDefinition: BoundDefinition<ElboOptions> = {
  parts: [],
  resolve: () => ({ kind: 'elbo' }),
  record: (batch, _, objective) => elbo(batch, objective),
};
