import type { OnnxGraph, OnnxValue } from '../../formats/onnx/graph.ts';
import { type JointOptions, jointDefinition } from './joints/joints.ts';

/** Moments of a Gaussian, `[batch, latent]` each. */
export interface Gaussian {
  readonly mu: OnnxValue;
  readonly logvar: OnnxValue;
}

/** The nodes that make the posterior of several modalities. */
interface Meeting {
  /** The posterior of each modality alone. */
  readonly experts: readonly Gaussian[];
  /** That of a joint encoder, if there is one. */
  readonly whole: Gaussian | undefined;
  /** `[batch, modalities]`: 0 for a modality that is missing. */
  readonly present: OnnxValue;
  readonly joint: JointOptions;
}

/** A value of which this much is there counts as there, as in the shaders. */
const THERE = 0.002;

/** Adds the moments of the posterior of all modalities that are there, as `encode` gives them. */
export function jointInOnnx(
  graph: OnnxGraph,
  { experts, whole, present, joint }: Meeting,
): Gaussian {
  const { mixture, prior, subsets } = jointDefinition(joint);
  const columns = graph.split(
    present,
    experts.map(() => 1),
  );
  // Conditions, `[batch, 1]`.
  const there = columns.map((column) => graph.node('Greater', [column, graph.floats(THERE)]));
  if (mixture) {
    const table = subsets(experts.length, joint, 'evaluate');
    const parts = table.map((subset) => {
      const inSubset = (_: unknown, e: number) => ((subset >> e) & 1) === 1;
      return {
        counts: all(graph, there.filter(inSubset)),
        ...product(graph, experts.filter(inSubset), { prior }),
      };
    });
    return mixed(graph, parts);
  }
  const ofProduct = product(graph, experts, { prior, there });
  if (!whole) return ofProduct;
  const choose = (moment: keyof Gaussian) =>
    graph.node('Where', [all(graph, there), whole[moment], ofProduct[moment]]);
  return { mu: choose('mu'), logvar: choose('logvar') };
}

/** Means weighted by their precisions, which add up; N(0, 1) of no expert. */
function product(
  graph: OnnxGraph,
  experts: readonly Gaussian[],
  { prior, there }: { readonly prior: boolean; readonly there?: readonly OnnxValue[] },
): Gaussian {
  const counted = (value: OnnxValue, e: number) => masked(graph, there?.[e], value);
  const precisions = experts.map(({ logvar }) => graph.node('Exp', [graph.node('Neg', [logvar])]));
  const own = precisions.map(counted);
  const precision = sum(graph, prior ? [...own, graph.floats(1)] : own);
  const weighted = sum(
    graph,
    experts.map(({ mu }, e) => counted(graph.node('Mul', [mu, precisions[e] as OnnxValue]), e)),
  );
  const known = aboveZero(graph, precision);
  return {
    mu: graph.node('Div', [weighted, known]),
    logvar: graph.node('Neg', [graph.node('Log', [known])]),
  };
}

/** Mean and variance of an equal mixture of the Gaussians that count; N(0, 1) of none. */
function mixed(
  graph: OnnxGraph,
  parts: readonly (Gaussian & { readonly counts: OnnxValue })[],
): Gaussian {
  const one = graph.floats(1);
  const total = sum(
    graph,
    parts.map(({ counts }) => masked(graph, counts, one)),
  );
  const known = aboveZero(graph, total);
  const mean = (values: readonly OnnxValue[]) => {
    const own = values.map((value, s) => masked(graph, parts[s]?.counts, value));
    return graph.node('Div', [sum(graph, own), known]);
  };
  const mu = mean(parts.map((part) => part.mu));
  const variance = mean(
    parts.map((part) => {
      const away = graph.node('Sub', [part.mu, mu]);
      const spread = graph.node('Mul', [away, away]);
      return graph.node('Add', [graph.node('Exp', [part.logvar]), spread]);
    }),
  );
  return { mu, logvar: graph.node('Log', [aboveZero(graph, variance)]) };
}

/** A value where a condition holds, else 0; undefined holds everywhere. */
const masked = (graph: OnnxGraph, holds: OnnxValue | undefined, value: OnnxValue): OnnxValue =>
  holds === undefined ? value : graph.node('Where', [holds, value, graph.floats(0)]);

/** 1 in place of 0. */
const aboveZero = (graph: OnnxGraph, value: OnnxValue): OnnxValue =>
  graph.node('Where', [graph.node('Greater', [value, graph.floats(0)]), value, graph.floats(1)]);

const sum = (graph: OnnxGraph, values: readonly OnnxValue[]): OnnxValue =>
  values.reduce((a, b) => graph.node('Add', [a, b]));

const all = (graph: OnnxGraph, conditions: readonly OnnxValue[]): OnnxValue =>
  conditions.reduce((a, b) => graph.node('And', [a, b]));
