import type { Field } from '../../data/field.ts';
import type { LikelihoodHead } from '../../distributions/likelihoods/likelihood.ts';
import { likelihoodDomain } from '../../distributions/likelihoods/likelihoods.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { declareDense } from '../../layers/dense.ts';
import type { ForwardPass } from '../../layers/layer.ts';
import { flatSize, type LayerSpec, type Shape } from '../../layers/layer.ts';
import { buildStack, type LayerDescription, type Stack } from '../../layers/stack.ts';
import { type Dense, dense } from '../../ops/dense.ts';
import { declareLikelihood } from '../likelihoodHead.ts';
import { sizeOf } from '../posteriorHead.ts';
import type { Modality } from './architecture.ts';

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
  const before = store.parameters.length;
  const parts = [{ name: `${name}.mean` }, { name: `${name}.logvar` }];
  const stats: Dense = declareDense(store, {
    name: `${name}.stats`,
    inputs: flatSize(encoder.output),
    units: 2 * size,
    activation: 'identity',
    parts,
    ...(layers.length > 0 && { image: encoder.output }),
  });
  const posterior = {
    name: parts.map((part) => part.name).join(', '),
    kind: 'gaussian posterior',
    output: [size],
    parameters: sizeOf(store.parameters.slice(before)),
  };
  return {
    description: [...encoder.layers, posterior],
    moments: (graph, x, pass) => dense(graph, encoder.apply(graph, { x }, pass).y, stats),
  };
}

/** The decoder of a modality and its likelihood. */
export interface Explainer {
  readonly description: readonly LayerDescription[];
  readonly decoder: Stack;
  readonly likelihood: LikelihoodHead;
}

/** Declares a decoder: layers `NAME.decoder`, and `NAME.output` on them. */
export function declareExplainer(
  store: Store,
  name: string,
  { decoder: layers, output, input, likelihood }: Modality,
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
  return {
    description: [...decoder.layers, declared.description],
    decoder,
    likelihood: declared.head,
  };
}

/**
 * The field of a modality.
 * @param labels true for the one beside another, which may be the classes of a data set
 */
export function fieldOfModality(
  name: string,
  { input, likelihood }: Modality,
  labels: boolean,
): Field {
  const domain = { ...likelihoodDomain(likelihood), columns: flatSize(input) };
  return {
    name,
    dtypes: ['u8', 'f32'],
    sparse: true,
    shape: input,
    domain,
    ...(labels && likelihood.kind === 'categorical' && { labels }),
    otherwise: () => new Array<number>(flatSize(input)).fill(0),
  };
}
