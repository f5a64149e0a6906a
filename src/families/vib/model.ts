import type { Field } from '../../data/field.ts';
import { categoricalLoss } from '../../distributions/likelihoods/groups.ts';
import { gaussianPosterior } from '../../distributions/posteriors/gaussian.ts';
import { Graph } from '../../graph/graph.ts';
import { logicalSize } from '../../graph/layout.ts';
import { DEFAULT_GROUP, Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { declareDense } from '../../layers/dense.ts';
import { flatSize, type Mode } from '../../layers/layer.ts';
import type { AnyLayerKind } from '../../layers/registry.ts';
import { buildStack, type LayerDescription, type Stack } from '../../layers/stack.ts';
import { accuracy } from '../../ops/accuracy.ts';
import { batchInputs } from '../../ops/batchInputs.ts';
import { type Dense, dense } from '../../ops/dense.ts';
import { gather } from '../../ops/gather.ts';
import { gatherOneHot } from '../../ops/gatherOneHot.ts';
import { softmaxGroups } from '../../ops/softmaxGroups.ts';
import type { Model, Objective, ObjectiveRequest, Programs, Watched } from '../model.ts';
import { forwardProgram } from '../program.ts';
import type { VibArchitecture } from './architecture.ts';
import type { VibObjectiveOptions } from './objective.ts';

const DATA = 'data';
const LABEL = 'label';

/**
 * A deep variational information bottleneck: an encoder to a Gaussian code, a classifier on samples
 * of it, cross-entropy + beta · KL. The KL is an upper bound of the mutual information between code
 * and input. The entropy of the labels minus the cross-entropy is a lower bound of the mutual
 * information between code and label. Source: Alemi et al., "Deep variational information
 * bottleneck", 2017.
 */
export class VibModel implements Model {
  readonly architecture: VibArchitecture;
  readonly store = new Store();
  readonly fields: readonly Field[];
  readonly figures = {};
  readonly watched: Watched = { figure: 'accuracy', better: 'higher' };
  readonly latent: { readonly size: number };
  readonly #encoder: Stack;
  readonly #stats: Dense;
  readonly #decoder: Stack;
  readonly #classifier: Dense;

  /** @param kinds the loaded kinds of the architecture's layers */
  constructor(architecture: VibArchitecture, kinds: ReadonlyMap<string, AnyLayerKind>) {
    this.architecture = architecture;
    const { input, encoder, latent, decoder, classes } = architecture;
    const { store } = this;
    this.latent = latent;
    this.fields = [
      { name: DATA, dtypes: ['u8', 'f32'], shape: input },
      { name: LABEL, dtypes: ['u8', 'u16', 'u32'], shape: [], values: classes, target: true },
    ];
    this.#encoder = buildStack(encoder, input, kinds, { store, name: 'fc1' });
    this.#stats = declareDense(store, {
      name: 'fc2',
      inputs: flatSize(this.#encoder.output),
      units: 2 * latent.size,
      activation: 'identity',
      parts: [{ name: 'fc21' }, { name: 'fc22', bias: latent.logvar }],
    });
    this.#decoder = buildStack(decoder, [latent.size], kinds, { store, name: 'fc3' });
    this.#classifier = declareDense(store, {
      name: 'classifier',
      inputs: flatSize(this.#decoder.output),
      units: classes,
      activation: 'identity',
    });
  }

  objective(graph: Graph, { source, mode, noise, options }: ObjectiveRequest): Objective {
    const { beta, samples, testSamples } = options as unknown as VibObjectiveOptions;
    const { classes } = this.architecture;
    const { rows } = source;
    const draws = mode === 'train' ? samples : testSamples;
    const { field } = batchInputs(graph, this.fields, source);
    const x = gather(graph, field(DATA), { name: 'x', rows });
    const target = gatherOneHot(graph, field(LABEL), { name: 'target', rows, classes });
    const posterior = gaussianPosterior(this.#encode(graph, x, mode));
    const drawn = noise.next(graph, rows * draws, this.latent.size);
    const z = posterior.sample(graph, { name: 'z', noise: drawn, samples: draws });
    const kl = posterior.divergence(graph, { name: 'kl' });
    const logits = this.#logits(graph, z, mode);
    const crossEntropy = categoricalLoss(graph, logits, target, {
      name: 'cross_entropy',
      starts: [0, classes],
      samples: draws,
    });
    const probabilities = softmaxGroups(graph, logits, {
      name: 'probabilities',
      starts: [0, classes],
    });
    const right = accuracy(graph, probabilities, target, { name: 'accuracy', samples: draws });
    return {
      terms: {
        crossEntropy: { tensor: crossEntropy, samples: draws },
        kl: { tensor: kl },
        accuracy: { tensor: right },
      },
      updates: [
        {
          group: DEFAULT_GROUP,
          minimises: { crossEntropy: 1, kl: { option: 'beta', schedule: beta } },
        },
      ],
    };
  }

  readonly programs: Programs = {
    encode: (source) => {
      const graph = new Graph(this.store);
      const { field } = batchInputs(graph, this.fields.slice(0, 1), source);
      const x = gather(graph, field(DATA), { name: 'x', rows: source.rows });
      return forwardProgram('encoder', graph, { stats: this.#encode(graph, x, 'evaluate') });
    },
    classify: {
      samples: (options) => (options as unknown as VibObjectiveOptions).testSamples,
      record: (source, noise, samples) => {
        const graph = new Graph(this.store);
        const { field } = batchInputs(graph, this.fields.slice(0, 1), source);
        const x = gather(graph, field(DATA), { name: 'x', rows: source.rows });
        const posterior = gaussianPosterior(this.#encode(graph, x, 'evaluate'));
        const drawn = noise.next(graph, source.rows * samples, this.latent.size);
        const z = posterior.sample(graph, { name: 'z', noise: drawn, samples });
        const probabilities = softmaxGroups(graph, this.#logits(graph, z, 'evaluate'), {
          name: 'probabilities',
          starts: [0, this.architecture.classes],
        });
        return forwardProgram('classifier', graph, { probabilities });
      },
    },
  };

  describe(): readonly LayerDescription[] {
    const { latent, classes } = this.architecture;
    return [
      ...this.#encoder.layers,
      {
        name: 'fc21, fc22',
        kind: 'gaussian posterior',
        output: [latent.size],
        parameters: sizeOf(this.#stats),
      },
      ...this.#decoder.layers,
      {
        name: 'classifier',
        kind: 'dense',
        output: [classes],
        parameters: sizeOf(this.#classifier),
      },
    ];
  }

  #encode(graph: Graph, x: Tensor, mode: Mode): Tensor {
    return dense(graph, this.#encoder.apply(graph, x, mode), this.#stats);
  }

  #logits(graph: Graph, z: Tensor, mode: Mode): Tensor {
    return dense(graph, this.#decoder.apply(graph, z, mode), this.#classifier);
  }
}

function sizeOf({ weight, bias }: Dense): number {
  return logicalSize(weight.shape) + logicalSize(bias.shape);
}
