import type { Field } from '../../src/data/field.ts';
import type { Family } from '../../src/families/family.ts';
import type {
  Model,
  Objective,
  ObjectiveRequest,
  Programs,
  Terms,
  Update,
} from '../../src/families/model.ts';
import type { Graph } from '../../src/graph/graph.ts';
import { Store } from '../../src/graph/store.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { declareDense } from '../../src/layers/dense.ts';
import { batchInputs } from '../../src/ops/batchInputs.ts';
import { type Dense, dense } from '../../src/ops/dense.ts';
import { gather } from '../../src/ops/gather.ts';
import { likelihood } from '../../src/ops/likelihood.ts';
import { standardNormal } from '../../src/ops/standardNormal.ts';

const INPUT = 6;
const NOISE = 4;
const HIDDEN = 8;

/** Ways of recording the toy's updates; all except the default are wrong. */
type UpdateOrder = 'right' | 'critic first' | 'shared forward';

interface TwoNetworksArchitecture {
  readonly family: 'two-networks';
  readonly order: UpdateOrder;
}

/**
 * A generator and a critic, each with its own optimizer. The generator's loss is low if the critic
 * takes its rows for real. The critic is updated every second step, with a forward pass of its own,
 * and learns to distinguish generated from real rows.
 */
class TwoNetworks implements Model {
  readonly architecture: TwoNetworksArchitecture;
  readonly store = new Store();
  readonly fields: readonly Field[] = [{ name: 'data', dtypes: ['f32'], shape: [INPUT] }];
  readonly figures = {};
  readonly watched = { figure: 'fool', better: 'lower' } as const;
  readonly programs: Programs = {};
  readonly #generator: readonly Dense[];
  readonly #critic: readonly Dense[];

  constructor(architecture: TwoNetworksArchitecture) {
    this.architecture = architecture;
    const network = (group: string, inputs: number, output: number): Dense[] => [
      declareDense(this.store, {
        name: `${group}.0`,
        inputs,
        units: HIDDEN,
        activation: 'tanh',
        group,
      }),
      declareDense(this.store, {
        name: `${group}.1`,
        inputs: HIDDEN,
        units: output,
        activation: 'identity',
        group,
      }),
    ];
    this.#generator = network('generator', NOISE, INPUT);
    this.#critic = network('critic', INPUT, 1);
  }

  objective(graph: Graph, { source, noise }: ObjectiveRequest): Objective {
    const { rows } = source;
    const { field } = batchInputs(graph, this.fields, source);
    const x = gather(graph, field('data'), { name: 'x', rows });
    const drawn = noise.next(graph, rows, NOISE);
    const z = standardNormal(graph, { name: 'z', rows, latent: NOISE, noise: drawn });
    const ones = graph.filled('ones', [rows, 1], 1);
    const zeros = graph.filled('zeros', [rows, 1], 0);
    const judged = (name: string, values: Tensor, target: Tensor): Terms[string] => ({
      tensor: likelihood(graph, target, {
        name,
        outputs: [
          {
            tensor: apply(graph, this.#critic, values),
            slot: { choice: 'bernoulli', bindings: {} },
          },
        ],
      }),
    });
    const made = apply(graph, this.#generator, z);
    const fool = judged('fool', made, ones);
    const critic = (generated: () => Tensor): Terms => ({
      real: judged('real', x, ones),
      fake: judged('fake', generated(), zeros),
    });
    const own = (): Terms => critic(() => apply(graph, this.#generator, z));
    const generatorUpdate: Update = { group: 'generator', minimises: { fool: 1 } };
    const criticUpdate: Update = {
      group: 'critic',
      minimises: { real: 1, fake: 1 },
      every: 2,
      forward: this.architecture.order === 'shared forward' ? () => critic(() => made) : own,
    };
    const updates =
      this.architecture.order === 'critic first'
        ? [criticUpdate, generatorUpdate]
        : [generatorUpdate, criticUpdate];
    return { terms: { fool }, updates };
  }

  describe() {
    return [];
  }
}

function apply(graph: Graph, layers: readonly Dense[], x: Tensor): Tensor {
  return layers.reduce((value, layer) => dense(graph, value, layer), x);
}

export const twoNetworks: Family = {
  name: 'two-networks',
  defaults: {},
  checkOptions() {},
  resolve: async (given) => ({ order: 'right', ...given, family: 'two-networks' }),
  build: async (architecture) => new TwoNetworks(architecture as TwoNetworksArchitecture),
};
