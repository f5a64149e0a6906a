import { divergence } from '../../../distributions/divergence.ts';
import { DEFAULT_GROUP } from '../../../graph/store.ts';
import type { KlRule } from '../../../ops/kl.ts';
import type { Objective } from '../../model.ts';
import type { CodedBatch } from '../codedBatch.ts';
import type { VaeObjectiveOptions } from '../objective.ts';
import { others } from '../others.ts';

/** Records reconstruction + beta · KL, and what a regularizer adds to them. */
export function elbo(
  batch: CodedBatch,
  { beta, freeBits, capacity, regularizer }: VaeObjectiveOptions,
): Objective {
  const { graph, posterior, draw, prior } = batch;
  const rule = klRule({ freeBits, capacity });
  const target = rule === 'plain' ? undefined : graph.target();
  const kl = divergence(
    graph,
    { posterior, draw, prior },
    { name: 'kl', rule, ...(target !== undefined && { target }) },
  );
  const reconstruction = batch.reconstruction();
  const added = regularizer && others.get().recordRegularizer(batch, regularizer);
  return {
    terms: {
      reconstruction: { tensor: reconstruction, samples: draw.samples },
      kl,
      ...added?.terms,
    },
    updates: [
      {
        group: DEFAULT_GROUP,
        minimises: {
          reconstruction: 1,
          ...(!added?.replacesKl && { kl: { option: 'beta', schedule: beta } }),
          ...added?.minimises,
        },
      },
    ],
    targets: [
      ...(posterior.targets ?? []),
      ...(target === undefined
        ? []
        : [capacity === undefined ? freeBits : { option: 'capacity', schedule: capacity }]),
    ],
  };
}

/** The rule that plans apply to the KL. */
function klRule({
  freeBits,
  capacity,
}: Pick<VaeObjectiveOptions, 'freeBits' | 'capacity'>): KlRule {
  if (capacity !== undefined) return 'capacity';
  return freeBits > 0 ? 'free_bits' : 'plain';
}
