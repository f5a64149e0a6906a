import { logRatio } from '../../../distributions/divergence.ts';
import { DEFAULT_GROUP } from '../../../graph/store.ts';
import { importanceBound } from '../../../ops/importanceBound.ts';
import type { Objective } from '../../model.ts';
import type { CodedBatch } from '../codedBatch.ts';

/** Records the importance-weighted bound over all samples of a row. */
export function importance(batch: CodedBatch): Objective {
  const { graph, draw, prior } = batch;
  const { samples } = draw;
  const kl = logRatio(graph, draw, prior, { name: 'kl' });
  const reconstruction = batch.reconstruction();
  const tensor = importanceBound(graph, reconstruction, kl, { name: 'bound', samples });
  return {
    terms: {
      reconstruction: { tensor: reconstruction, samples },
      kl: { tensor: kl, samples },
      bound: { tensor },
    },
    updates: [{ group: DEFAULT_GROUP, minimises: { bound: 1 } }],
  };
}
