import { InternalError } from '../../errors.ts';
import type { Store } from '../../graph/store.ts';
import { broadcast } from '../../ops/broadcast.ts';
import { dense } from '../../ops/dense.ts';
import type { PosteriorContext } from '../posteriors/posterior.ts';
import type { FlowContext } from './flow.ts';

/** Numbers of flows that a layer on the encoder's output computes. */
export function amortisedNumbers({
  layer,
}: Pick<PosteriorContext, 'layer'>): FlowContext['numbers'] {
  return (declaration) => {
    const declared = layer(declaration);
    return (graph, _, { h }) => {
      if (h) return dense(graph, h, declared);
      throw new InternalError(`the flow "${declaration.name}" needs the output of an encoder`);
    };
  };
}

/** Numbers of flows that all rows share: parameters, initialised as those of a layer on z. */
export function sharedNumbers(store: Store, size: number): FlowContext['numbers'] {
  return ({ name, units }) => {
    const init = { kind: 'uniform', bound: 1 / Math.sqrt(size) } as const;
    const values = store.parameter(name, { shape: [units], init });
    return (graph, z, at) => {
      const rows = (z.shape[0] ?? 0) / at.samples;
      return broadcast(graph, values, { name: `${at.name}.numbers`, rows, columns: units });
    };
  };
}
