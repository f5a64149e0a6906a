import type { Field } from '../../data/field.ts';
import { likelihoodDomain } from '../../distributions/likelihoods/likelihoods.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { declareDense } from '../../layers/dense.ts';
import type { ForwardPass } from '../../layers/layer.ts';
import { flatSize, type LayerSpec, type Shape } from '../../layers/layer.ts';
import { buildStack, type LayerDescription } from '../../layers/stack.ts';
import { type Dense, dense } from '../../ops/dense.ts';
import type { NoiseSource } from '../../ops/noise.ts';
import { declareLikelihood } from '../likelihoodHead.ts';
import { sizeOf } from '../posteriorHead.ts';
import type { RowsModality } from './architecture.ts';

/** An encoder with the moments of a Gaussian behind it. */
export interface Expert {
  readonly description: readonly LayerDescription[];
  /** @returns `[rows, 2 · latent]`: mu, then logvar */
  moments(graph: Graph, x: Tensor, pass: ForwardPass): Tensor;
}

/** Declares an encoder: layers `NAME.encoder`, and `NAME.mean` and `NAME.logvar` on them. */
export function declareExpert(
  store: Store,
  {
    name,
    layers,
    input,
    size,
  }: { name: string; layers: readonly LayerSpec[]; input: Shape; size: number },
): Expert {
  const encoder = buildStack(layers, input, { store, name: `${name}.encoder` });
  const head = declareMoments(store, {
    ...{ name, size, input: encoder.output },
    encoded: layers.length > 0,
  });
  return {
    description: [...encoder.layers, head.description],
    moments: (graph, x, pass) => head.of(graph, encoder.apply(graph, { x }, pass).y),
  };
}

/** Declares the moments of a Gaussian on the output of an encoder. */
export function declareMoments(
  store: Store,
  { name, input, encoded, size }: { name: string; input: Shape; encoded: boolean; size: number },
): {
  readonly description: LayerDescription;
  readonly of: (graph: Graph, h: Tensor) => Tensor;
} {
  const before = store.parameters.length;
  const parts = [{ name: `${name}.mean` }, { name: `${name}.logvar` }];
  const stats: Dense = declareDense(store, {
    name: `${name}.stats`,
    inputs: flatSize(input),
    units: 2 * size,
    activation: 'identity',
    parts,
    ...(encoded && { image: input }),
  });
  const description = {
    name: parts.map((part) => part.name).join(', '),
    kind: 'gaussian posterior',
    output: [size],
    parameters: sizeOf(store.parameters.slice(before)),
  };
  return { description, of: (graph, h) => dense(graph, h, stats) };
}

/** The decoder of a modality and its likelihood. */
export interface Explainer {
  readonly description: readonly LayerDescription[];
  /**
   * -log p(x | z) of rows: a loss term, `[ring, 1, rows · samples]`.
   * @param z `[rows · samples, latent]`
   */
  loss(graph: Graph, z: Tensor, x: Tensor, pass: SampledPass): Tensor;
  /** E[x | z], or the likeliest tokens, `[rows, columns]`. */
  mean(graph: Graph, z: Tensor, noise: NoiseSource): Tensor;
}

/** A pass that knows how many codes a row has. */
type SampledPass = ForwardPass & { readonly samples: number };

/** Declares a decoder: layers `NAME.decoder`, and `NAME.output` on them. */
export function declareExplainer(
  store: Store,
  name: string,
  { decoder: layers, output, input, likelihood }: RowsModality,
  size: number,
): Explainer {
  const decoder = buildStack(layers, [size], { store, name: `${name}.decoder` });
  const declared = declareLikelihood(store, {
    ...{ likelihood, input, output },
    decoded: decoder.output,
    first: layers.length === 0,
    prefix: `${name}.`,
    nameOf: (own) => own.replace('fc4', 'output'),
  });
  const decoded = (graph: Graph, x: Tensor, pass: ForwardPass): Tensor =>
    decoder.apply(graph, { x }, pass).y;
  const { head } = declared;
  return {
    description: [...decoder.layers, declared.description],
    loss: (graph, z, x, pass) => head.loss(graph, decoded(graph, z, pass), x, pass.samples),
    mean: (graph, z, noise) => head.mean(graph, decoded(graph, z, { mode: 'evaluate', noise })),
  };
}

const isOneVariable = ({ kind, group }: { kind: string; group?: unknown }, input: Shape): boolean =>
  kind === 'categorical' && Number(group) === flatSize(input);

/**
 * The field of a modality.
 * @param labels true for the one beside another, which may be the classes of a data set
 */
export function fieldOfModality(
  name: string,
  { input, likelihood }: RowsModality,
  labels: boolean,
): Field {
  const domain = { ...likelihoodDomain(likelihood), columns: flatSize(input) };
  return {
    name,
    dtypes: ['u8', 'f32'],
    sparse: true,
    shape: input,
    domain,
    // One-hot columns of labels are one categorical variable.
    ...(labels && isOneVariable(likelihood, input) && { labels }),
    otherwise: () => new Array<number>(flatSize(input)).fill(0),
  };
}
