import { InternalError } from '../../errors.ts';
import { Graph } from '../../graph/graph.ts';
import { scale } from '../../ops/scale.ts';
import { sliceColumns } from '../../ops/sliceColumns.ts';
import { softmaxGroups } from '../../ops/softmaxGroups.ts';
import type { Model, ProgramKind } from '../model.ts';
import { forwardProgram } from '../program.ts';
import type { VaeModel } from '../vae/model.ts';
import type { TopicsArchitecture } from './architecture.ts';

/** The softmax of a code of one such number and zeros is one topic: the others are 0 in f32. */
const ONE_TOPIC = 120;

/** A topic model: a VAE, with its topics and the shares of documents as programs. */
export function topicModel(architecture: TopicsArchitecture, vae: VaeModel): Model {
  const { store, fields, figures, watched, latent, decoderNotes } = vae;
  return {
    ...{ architecture, store, fields, figures, watched, latent, decoderNotes },
    objective: (graph, request) => vae.objective(graph, request),
    describe: () => vae.describe(),
    programs: {
      ...vae.programs,
      topics: topicsProgram(architecture, vae),
      // The code of an `nvdm` is no share of topics.
      ...(architecture.kind === 'prodLda' && { shares: sharesProgram(architecture, vae) }),
    },
  };
}

/** `topic` `[rows, topics]`, one-hot → `words` `[rows, words]`: the probability of each word. */
function topicsProgram({ kind, topics }: TopicsArchitecture, vae: VaeModel): ProgramKind {
  return {
    record: ({ source: { rows }, noise }) => {
      const graph = new Graph(vae.store);
      const topic = graph.input('topic', [rows, topics]);
      const z = kind === 'nvdm' ? topic : scale(graph, topic, { name: 'z', weight: ONE_TOPIC });
      return forwardProgram('topics', graph, { words: vae.mean(graph, z, noise) });
    },
  };
}

/** Rows of counts → `shares` `[rows, topics]`: the softmax of the posterior's mean. */
function sharesProgram({ topics }: TopicsArchitecture, vae: VaeModel): ProgramKind {
  return {
    record: (request) => {
      const graph = new Graph(vae.store);
      const { moments } = vae.posteriorOf(graph, request);
      if (!moments) throw new InternalError('a topic model has a posterior without moments');
      const mean = sliceColumns(graph, moments, { name: 'mean', first: 0, width: topics });
      const shares = softmaxGroups(graph, mean, { name: 'shares', starts: [0, topics] });
      return forwardProgram('shares', graph, { shares });
    },
  };
}
