import { assertInRange, wholeNumber } from '../../checks.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { autoregressiveKernels } from '../../kernels/catalogue/autoregressive.generated.ts';
import { conditionKernels } from '../../kernels/catalogue/condition.generated.ts';

import { affineFlow, affineFlowInverse } from '../../ops/affineFlow.ts';
import { concat } from '../../ops/concat.ts';
import { type Dense, dense } from '../../ops/dense.ts';
import { type AutoregressiveMask, maskWeight } from '../../ops/maskWeight.ts';
import { assertWidths } from '../../widths.ts';
import { backThrough, forwardThrough } from './chain.ts';
import { assertCount } from './count.ts';
import type { Flow, FlowAt, FlowContext, FlowDefinition } from './flow.ts';
import { declareNetworkLayer } from './network.ts';

/** Flows whose networks see the values before each value. */
export interface AutoregressiveOptions<Kind extends string> {
  readonly kind: Kind;
  /** Flows, one after the other. Every second one takes the values in reverse. */
  readonly count: number;
  /** Widths of the hidden layers of each flow's network. */
  readonly hidden: readonly number[];
  /** Values that an amortised flow's networks get of the encoder's output. */
  readonly context: number;
}

/**
 * A kind of flow that scales and shifts each value by numbers of a network of masked layers, which sees
 * the blocks of values before its own.
 * @param gated how, see `affineFlow`
 * @param blockOf how many neighbouring values are a block, by the size of z
 */
export function autoregressive<Kind extends string>(
  kind: Kind,
  { gated, blockOf }: { gated: boolean; blockOf: (size: number) => number },
): FlowDefinition<AutoregressiveOptions<Kind>> {
  return {
    parts: [autoregressiveKernels, conditionKernels],
    resolve({ count = 1, hidden = [128], context = 64 }) {
      assertCount(count);
      assertWidths(hidden);
      assertInRange('hidden.length', wholeNumber(1), hidden.length);
      assertInRange('context', wholeNumber(1), context);
      return { kind, count, hidden: [...hidden], context };
    },
    build(flow, { count, hidden, context: width }) {
      const { name, size, amortised, numbers } = flow;
      const block = blockOf(size);
      const context = amortised ? numbers({ name: `${name}.context`, units: width }) : undefined;
      const layers = { hidden, gated, block, context: context ? width : 0 };
      const networks = Array.from({ length: count }, (_, i) =>
        declareNetwork({ ...flow, name: `${name}.${i}` }, { ...layers, reversed: i % 2 === 1 }),
      );
      const flows = networks.map((network) => flowOf(network, gated, Math.ceil(size / block)));
      /** With the context in place of the encoder's output, which the flows share. */
      const seen = (graph: Graph, z: Tensor, at: FlowAt): FlowAt =>
        context ? { ...at, h: context(graph, z, at) } : at;
      return {
        forward: (graph, z, at) => forwardThrough(flows, graph, z, seen(graph, z, at)),
        inverse: (graph, y, at) => backThrough(flows, graph, y, seen(graph, y, at)),
      };
    },
  };
}

/** Records a network once: the numbers of each value as a function of z. */
type Network = (graph: Graph, at: FlowAt) => (z: Tensor) => Tensor;

interface NetworkShape {
  readonly hidden: readonly number[];
  readonly gated: boolean;
  readonly block: number;
  readonly reversed: boolean;
  /** Values of the context; 0 without one. */
  readonly context: number;
}

function declareNetwork(
  { store, name, size }: FlowContext,
  { hidden, gated, block, reversed, context }: NetworkShape,
): Network {
  const layers: readonly Dense[] = hidden.map((units, i) =>
    declareNetworkLayer(store, {
      name: `${name}.hidden.${i}`,
      inputs: i === 0 ? size + context : (hidden[i - 1] ?? 0),
      units,
      activation: 'relu',
    }),
  );
  // Gates start nearly open, so that the flow starts near z.
  const scales = gated ? { name: `${name}.gate`, bias: OPEN } : { name: `${name}.scale` };
  const last = declareNetworkLayer(store, {
    name: `${name}.numbers`,
    inputs: hidden.at(-1) ?? 0,
    units: 2 * size,
    activation: 'identity',
    parts: [{ name: `${name}.mean` }, scales],
  });
  const mask = { values: size, block, reversed, context: context > 0 };
  return (graph, { name: prefix, samples, h }) => {
    const masked = (layer: Dense, place: Pick<AutoregressiveMask, 'fromInputs' | 'toOutputs'>) => ({
      ...layer,
      weight: maskWeight(graph, layer.weight, {
        name: graph.site(`${layer.name}.masked`),
        ...mask,
        ...place,
      }),
    });
    const own = layers.map((layer, i) => masked(layer, { fromInputs: i === 0, toOutputs: false }));
    const output = masked(last, { fromInputs: false, toOutputs: true });
    return (z) => {
      const x = h ? concat(graph, z, h, { name: graph.site(`${prefix}.input`), samples }) : z;
      return dense(
        graph,
        own.reduce((y, layer) => dense(graph, y, layer), x),
        output,
      );
    };
  };
}

/** Bias of the gates: σ(2) is 0.88. Source: Kingma et al., 2016, section 4. */
const OPEN = 2;

/** @param blocks passes that the inverse takes: each makes one more block of values right */
function flowOf(network: Network, gated: boolean, blocks: number): Required<Flow> {
  return {
    forward(graph, z, at) {
      const { name, samples } = at;
      return affineFlow(graph, z, network(graph, at)(z), { name, gated, samples });
    },
    inverse(graph, y, at) {
      const numbers = network(graph, at);
      return Array.from({ length: blocks }).reduce<Tensor>((z, _, pass) => {
        const own = { name: `${at.name}.pass.${pass}`, gated };
        return affineFlowInverse(graph, y, numbers(z), own);
      }, y);
    },
  };
}
