import type { BatchSource } from '../../data/batchSource.ts';
import { type GaussianDraw, gaussianPosterior } from '../../distributions/posteriors/gaussian.ts';
import type { Draw } from '../../distributions/posteriors/posterior.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { ForwardPass } from '../../layers/layer.ts';
import { batchInputs } from '../../ops/batchInputs.ts';
import { combineTerms } from '../../ops/combineTerms.ts';
import { concat } from '../../ops/concat.ts';
import { expertSubsets } from '../../ops/expertSubsets.ts';
import { gather } from '../../ops/gather.ts';
import { productOfExperts } from '../../ops/productOfExperts.ts';
import { weighTerms } from '../../ops/weighTerms.ts';
import { PRESENT } from './architecture.ts';
import type { Inference } from './inference.ts';
import type { Parts } from './parts.ts';

/** The rows of a batch. */
export interface Batch {
  /** Values of each modality, `[rows, columns]`. */
  readonly values: readonly Tensor[];
  /** `[rows, modalities]`: 0 for a modality that is missing. */
  readonly present: Tensor;
}

/** Codes of the subsets of each row, all of a row side by side. */
export interface Codes {
  readonly draw: GaussianDraw;
  /** Codes of a row: those of all its subsets. */
  readonly perRow: number;
}

/** The rows of a batch by modality, and which of them each row has. */
export function gatherBatch(
  graph: Graph,
  { fields, modalities }: Parts,
  source: BatchSource,
): Batch {
  const { field } = batchInputs(graph, fields, source);
  const { rows } = source;
  return {
    values: modalities.map(({ name }) => gather(graph, field(name), { name: `${name}.x`, rows })),
    present: gather(graph, field(PRESENT), { name: `${PRESENT}.rows`, rows }),
  };
}

/** The posteriors of the rows of a batch. */
export function infer(
  graph: Graph,
  { modalities, jointEncoder, joint: options, definition }: Parts,
  { values, present }: Batch,
  pass: ForwardPass,
): Inference {
  const { subsets: subsetsOf, counts, prior } = definition;
  const table = subsetsOf(values.length, options, pass.mode);
  const alone = modalities.map((part, e) => part.moments(graph, values[e] as Tensor, pass));
  const joint = jointEncoder?.moments(graph, sideBySide(graph, values, 'joint.x'), pass);
  const experts = sideBySide(graph, joint ? [...alone, joint] : alone, 'experts.stats');
  const subsets = expertSubsets(graph, present, table, { name: 'subsets', ...counts });
  return {
    ...{ rows: present.shape[0] ?? 0, present, table, subsets, alone, joint, experts },
    stats: productOfExperts(graph, experts, subsets.members, { name: 'subsets.stats', prior }),
  };
}

/** Samples of the posterior of each subset. */
export function drawCodes(
  graph: Graph,
  { stats, table }: Inference,
  samples: number,
  { noise }: ForwardPass,
): Codes {
  const draw = gaussianPosterior(stats).sample(graph, { name: 'code.z', noise, samples });
  return { draw, perRow: table.length * samples };
}

/** -log p(x | z) of each modality at each code: loss terms, `[ring, 1, rows · codes]`. */
export function reconstructionLosses(
  graph: Graph,
  { modalities }: Parts,
  { values }: Batch,
  { draw: { z }, perRow }: Pick<Codes, 'perRow'> & { readonly draw: Pick<Draw, 'z'> },
  pass: ForwardPass,
): readonly Tensor[] {
  return modalities.map(({ explainer }, e) =>
    explainer.loss(graph, z, values[e] as Tensor, { ...pass, samples: perRow }),
  );
}

/**
 * -log p(x | z) of all modalities that a code explains: those of its subset, or all that are there.
 * @param losses of each modality
 */
export function explainedLoss(
  graph: Graph,
  { definition: { counts } }: Parts,
  { present, subsets }: Pick<Inference, 'present' | 'subsets'>,
  losses: readonly Tensor[],
  { perRow }: Pick<Codes, 'perRow'>,
): Tensor {
  const all = { mean: false, own: false, once: false, joint: false };
  const explained = counts.own
    ? subsets.members
    : expertSubsets(graph, present, [0], { name: 'explained', ...all }).counts;
  const costs = losses.map((term, column) =>
    weighTerms(graph, term, explained, { name: `cost.${column}`, column, samples: perRow }),
  );
  return costs.reduce((sum, cost, e) =>
    combineTerms(graph, sum, cost, { name: `cost.to.${e}`, weights: [1, 1], samples: perRow }),
  );
}

/** Matrices side by side. */
function sideBySide(graph: Graph, matrices: readonly Tensor[], name: string): Tensor {
  return matrices.reduce((left, right, i) => {
    const last = i === matrices.length - 1;
    return concat(graph, left, right, { name: last ? name : `${name}.${i}` });
  });
}
