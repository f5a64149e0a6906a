import type { Graph } from '../../graph/graph.ts';
import type { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { declareDense } from '../../layers/dense.ts';
import {
  type BuiltLayer,
  type ForwardPass,
  flatSize,
  type LayerSpec,
  type Shape,
} from '../../layers/layer.ts';
import { buildStack, type LayerDescription } from '../../layers/stack.ts';
import { type Dense, dense } from '../../ops/dense.ts';
import { likelihood } from '../../ops/likelihood.ts';
import type { Term } from '../model.ts';
import { sizeOf } from '../posteriorHead.ts';

/** How {@link Critic} is declared. */
export interface CriticDeclaration {
  /** Name of the network and of its parameter group. */
  readonly name: string;
  /** Shape of an example that it judges. */
  readonly input: Shape;
  /** Layers before the logit. May be empty. */
  readonly layers: readonly LayerSpec[];
}

/** A network that tells rows of one source from those of another by a logit: high for the first. */
export class Critic {
  /** Its layers, in order. */
  readonly description: readonly LayerDescription[];
  readonly #layers: readonly BuiltLayer[];
  readonly #logit: Dense;

  /** Declares the parameters in a group of their own. The kinds of the layers are loaded. */
  constructor(store: Store, { name, input, layers }: CriticDeclaration) {
    store.declareInto(name);
    let shape = input;
    const built = layers.map((spec, i) => {
      const layer = buildStack([spec], shape, { store, name: `${name}.${i}`, first: i === 0 });
      shape = layer.output;
      return layer;
    });
    this.#layers = built;
    this.#logit = declareDense(store, {
      name: `${name}.logit`,
      inputs: flatSize(shape),
      units: 1,
      activation: 'identity',
      ...(layers.length > 0 && { image: shape }),
    });
    const { weight, bias } = this.#logit;
    this.description = [
      ...built.flatMap((layer) => layer.layers),
      { name: this.#logit.name, kind: 'dense', output: [1], parameters: sizeOf([weight, bias]) },
    ].map((layer) => ({ ...layer, network: name }));
  }

  /**
   * Records the outputs of layers, up to the logit by default.
   * @param from the number of the first layer, of which `x` is the input
   */
  hidden(graph: Graph, x: Tensor, pass: ForwardPass, from = 0, to = this.#layers.length): Tensor {
    return this.#layers
      .slice(from, to)
      .reduce((y, layer) => layer.apply(graph, { x: y }, pass).y, x);
  }

  /** Records the logit of each row, `[rows, 1]`, of the outputs of the last layer. */
  logit(graph: Graph, hidden: Tensor): Tensor {
    return dense(graph, hidden, this.#logit);
  }

  /** Records the probability that a row is of the first source, `[rows, 1]`. */
  probability(graph: Graph, hidden: Tensor): Tensor {
    return dense(graph, hidden, { ...this.#logit, activation: 'sigmoid' });
  }
}

/**
 * Records the binary cross-entropy of logits with one target for all rows.
 * @param logits `[rows, 1]`
 * @param target probability that a row is of the first source
 */
export function verdict(
  graph: Graph,
  logits: Tensor,
  { name, target }: { name: string; target: number },
): Term {
  const [rows = 0] = logits.shape;
  return judged(graph, logits, graph.filled(`${name}.target`, [rows, 1], target), name);
}

/** The same with a target for each row, `[rows, 1]`. */
export function judged(graph: Graph, logits: Tensor, targets: Tensor, name: string): Term {
  return {
    tensor: likelihood(graph, targets, {
      name,
      outputs: [{ tensor: logits, slot: { choice: 'bernoulli', bindings: {} } }],
    }),
  };
}
