import type { Graph } from '../../graph/graph.ts';
import { DEFAULT_GROUP } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { combineTerms } from '../../ops/combineTerms.ts';
import { gaussianKl } from '../../ops/gaussianKl.ts';
import { importanceBound } from '../../ops/importanceBound.ts';
import { subsetDensity } from '../../ops/subsetMixture.ts';
import { weighTerms } from '../../ops/weighTerms.ts';
import type { Amount, Objective, ObjectiveRequest, Term } from '../model.ts';
import { KL } from './architecture.ts';
import { type Inference, mixtureOf } from './inference.ts';
import { MULTIMODAL_OBJECTIVE, type MultimodalObjectiveOptions } from './objective.ts';
import type { Parts } from './parts.ts';
import {
  type Codes,
  drawCodes,
  explainedLoss,
  gatherBatch,
  infer,
  reconstructionLosses,
} from './recording.ts';

/**
 * The loss terms of a batch, and what they minimise. Evaluation always uses the evidence lower bound with
 * one sample, of all modalities that are there.
 */
export function recordBound(graph: Graph, parts: Parts, request: ObjectiveRequest): Objective {
  const { source, mode, noise } = request;
  const given = request.options as unknown as MultimodalObjectiveOptions;
  const { beta, samples, bound } = mode === 'train' ? given : MULTIMODAL_OBJECTIVE;
  const { modalities, joint } = parts;
  const pass = { mode, noise };
  const batch = gatherBatch(graph, parts, source);
  const inference = infer(graph, parts, batch, pass);
  const codes = drawCodes(graph, inference, samples, pass);
  const reconstructions = reconstructionLosses(graph, parts, batch, codes, pass);
  const pulled = mode === 'train' ? pullsOf(graph, parts, inference) : {};
  // Weight of the KL from a joint encoder to that of each modality.
  const alpha = joint.kind === 'encoder' ? joint.alpha : 0;
  const pulls = Object.fromEntries(Object.keys(pulled).map((name) => [name, alpha]));
  const counted = (term: Tensor, name: string, column: number, perRow: number): Term => ({
    tensor: weighTerms(graph, term, inference.subsets.counts, { name, column, samples: perRow }),
    samples: perRow,
  });
  const last = modalities.length;
  const terms: Record<string, Term> = {};
  for (const [e, { name }] of modalities.entries()) {
    const loss = reconstructions[e] as Tensor;
    terms[name] = counted(loss, `${name}.loss`, e, codes.perRow);
  }
  const { length: subsets } = inference.table;
  if (bound === 'iwae') {
    const cost = explainedLoss(graph, parts, inference, reconstructions, codes);
    const ratio = codeRatio(graph, parts, inference, codes);
    const at = { name: 'bound.subsets', samples, bounds: subsets };
    const single = importanceBound(graph, cost, ratio, at);
    terms[KL] = counted(ratio, KL, last, codes.perRow);
    terms.bound = counted(single, 'bound', last, subsets);
    return minimised({ ...terms, ...pulled }, { bound: 1, ...pulls });
  }
  const { stats } = inference;
  const normal = graph.filled('prior.stats', stats.shape, 0);
  const kl = gaussianKl(graph, stats, normal, { name: 'kl.subsets', samples: subsets });
  terms[KL] = counted(kl, KL, last, subsets);
  return minimised(
    { ...terms, ...pulled },
    {
      ...Object.fromEntries(modalities.map(({ name, weight }) => [name, weight])),
      [KL]: { option: 'beta', schedule: beta },
      ...pulls,
    },
  );
}

function minimised(
  terms: Readonly<Record<string, Term>>,
  minimises: Readonly<Record<string, Amount>>,
): Objective {
  return { terms, updates: [{ group: DEFAULT_GROUP, minimises }] };
}

/** log q(z | x) - log p(z) of each code, of the mixture where the posterior is one. */
function codeRatio(
  graph: Graph,
  { definition, prior }: Parts,
  inference: Inference,
  { draw, perRow }: Codes,
): Tensor {
  const name = 'kl.codes';
  const { rows, table } = inference;
  if (!definition.mixture) {
    return draw.ratioAt(graph, draw.z, { name, posteriors: table.length });
  }
  const mixture = mixtureOf(inference);
  const ofPosterior = subsetDensity(graph, draw.z, mixture, { name: `${name}.posterior`, rows });
  const ofPrior = prior.nll(graph, draw.z, { name: `${name}.prior`, samples: perRow });
  return combineTerms(graph, ofPrior, ofPosterior, { name, weights: [1, -1], samples: perRow });
}

/** The KL from the joint posterior to that of each modality, where a joint encoder has one. */
function pullsOf(
  graph: Graph,
  { modalities }: Parts,
  { joint, alone, subsets }: Inference,
): Readonly<Record<string, Term>> {
  if (!joint) return {};
  const column = alone.length;
  const pulls = modalities.map(({ name: of }, e): [string, Term] => {
    const name = `${of}.kl`;
    const kl = gaussianKl(graph, joint, alone[e] as Tensor, { name: `${name}.rows` });
    return [name, { tensor: weighTerms(graph, kl, subsets.members, { name, column }) }];
  });
  return Object.fromEntries(pulls);
}
