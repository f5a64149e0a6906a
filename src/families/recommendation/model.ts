import { InternalError } from '../../errors.ts';
import { Graph } from '../../graph/graph.ts';
import { scale } from '../../ops/scale.ts';
import { sliceColumns } from '../../ops/sliceColumns.ts';
import { topColumns } from '../../ops/topColumns.ts';
import type { Model, ProgramKind } from '../model.ts';
import { forwardProgram } from '../program.ts';
import { recordBatch } from '../vae/batch.ts';
import type { VaeModel } from '../vae/model.ts';
import type { RecommendationArchitecture } from './architecture.ts';

/** A recommender: a VAE that ranks the items of its rows. */
export function recommendationModel(
  architecture: RecommendationArchitecture,
  vae: VaeModel,
): Model {
  const { store, fields, figures, watched, latent, decoderNotes } = vae;
  return {
    ...{ architecture, store, fields, figures, watched, latent, decoderNotes },
    objective: (graph, request) => vae.objective(graph, request),
    describe: () => vae.describe(),
    programs: {
      ...vae.programs,
      recommend: rankingProgram('recommend', vae),
      rank: rankingProgram('rank', vae),
    },
  };
}

/**
 * Rows of items → `items` and `scores`, `[rows, samples]` each: the items with the highest
 * probabilities by the posterior's mean, in order; past the last one the number of items and 0.
 * `recommend` leaves the items of a row out, `rank` ranks all.
 */
function rankingProgram(name: 'recommend' | 'rank', vae: VaeModel): ProgramKind {
  return {
    record: (request) => {
      const { source, noise, samples: count } = request;
      const graph = new Graph(vae.store);
      const batch = recordBatch(graph, vae.architecture, source, false);
      const { moments } = vae.posteriorOf(graph, request, batch);
      if (!moments) throw new InternalError('a recommender has a posterior without moments');
      const mean = sliceColumns(graph, moments, { name: 'mean', first: 0, width: vae.latent.size });
      const probabilities = vae.mean(graph, mean, noise);
      const known = name === 'rank' ? scale(graph, batch.x, { name: 'none', weight: 0 }) : batch.x;
      const { columns, values } = topColumns(graph, probabilities, known, { name, count });
      return forwardProgram(name, graph, { items: columns, scores: values });
    },
  };
}
