import { logRatio } from '../../../distributions/divergence.ts';
import { DEFAULT_GROUP } from '../../../graph/store.ts';
import { type ImportanceOptions, importanceBound } from '../../../ops/importanceBound.ts';
import type { Objective } from '../../model.ts';
import type { CodedBatch } from '../codedBatch.ts';

/** Records an importance-weighted bound, by default one over all samples of a row. */
export function importance(
  batch: CodedBatch,
  { bounds = 1, elboShare = 0 }: Pick<ImportanceOptions, 'bounds' | 'elboShare'> = {},
) {
  const { graph, draw, prior } = batch;
  const { samples } = draw;
  const kl = logRatio(graph, draw, prior, { name: 'kl' });
  const reconstruction = batch.reconstruction();
  const over = { name: 'bound', samples: samples / bounds, bounds, elboShare };
  return {
    terms: {
      reconstruction: { tensor: reconstruction, samples },
      kl: { tensor: kl, samples },
      bound: { tensor: importanceBound(graph, reconstruction, kl, over), samples: bounds },
    },
    updates: [{ group: DEFAULT_GROUP, minimises: { bound: 1 } }],
  } satisfies Objective;
}
