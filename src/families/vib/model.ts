import type { BatchSource } from '../../data/batchSource.ts';
import type { Field } from '../../data/field.ts';
import { categoricalLoss } from '../../distributions/likelihoods/groups.ts';
import { gaussianPosterior } from '../../distributions/posteriors/gaussian.ts';
import { Graph } from '../../graph/graph.ts';
import { logicalSize } from '../../graph/layout.ts';
import { DEFAULT_GROUP, Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { declareDense } from '../../layers/dense.ts';
import { type ForwardPass, flatSize } from '../../layers/layer.ts';
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

  /** The kinds of the architecture's layers are loaded. */
  constructor(architecture: VibArchitecture) {
    this.architecture = architecture;
    const { input, encoder, latent, decoder, classes } = architecture;
    const { store } = this;
    this.latent = latent;
    this.fields = [
      { name: DATA, dtypes: ['u8', 'f32'], shape: input },
      { name: LABEL, dtypes: ['u8', 'u16', 'u32'], shape: [], values: classes, target: true },
    ];
    this.#encoder = buildStack(encoder, input, { store, name: 'fc1' });
    this.#stats = declareDense(store, {
      name: 'fc2',
      inputs: flatSize(this.#encoder.output),
      units: 2 * latent.size,
      activation: 'identity',
      parts: [{ name: 'fc21' }, { name: 'fc22', bias: latent.logvar }],
    });
    this.#decoder = buildStack(decoder, [latent.size], { store, name: 'fc3' });
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
    const pass = { mode, noise };
    const draws = mode === 'train' ? samples : testSamples;
    const { field } = batchInputs(graph, this.fields, source);
    const x = gather(graph, field(DATA), { name: 'x', rows });
    const target = gatherOneHot(graph, field(LABEL), { name: 'target', rows, classes });
    const posterior = gaussianPosterior(this.#encode(graph, x, pass));
    const drawn = noise.next(graph, rows * draws, this.latent.size);
    const z = posterior.sample(graph, { name: 'z', noise: drawn, samples: draws });
    const kl = posterior.divergence(graph, { name: 'kl' });
    const logits = this.#logits(graph, z, pass);
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
    encode: {
      record: ({ source, noise }) => {
        const graph = new Graph(this.store);
        const stats = this.#encode(graph, this.#data(graph, source), { mode: 'evaluate', noise });
        return forwardProgram('encoder', graph, { stats });
      },
    },
    classify: {
      samples: (options) => (options as unknown as VibObjectiveOptions).testSamples,
      record: ({ source, noise, samples }) => {
        const graph = new Graph(this.store);
        const pass = { mode: 'evaluate', noise } as const;
        const posterior = gaussianPosterior(this.#encode(graph, this.#data(graph, source), pass));
        const drawn = noise.next(graph, source.rows * samples, this.latent.size);
        const z = posterior.sample(graph, { name: 'z', noise: drawn, samples });
        const probabilities = softmaxGroups(graph, this.#logits(graph, z, pass), {
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

  /** The rows of a pass without their labels, `[rows, input]`. */
  #data(graph: Graph, source: BatchSource): Tensor {
    const { field } = batchInputs(graph, this.fields.slice(0, 1), source);
    return gather(graph, field(DATA), { name: 'x', rows: source.rows });
  }

  #encode(graph: Graph, x: Tensor, pass: ForwardPass): Tensor {
    return dense(graph, this.#encoder.apply(graph, { x }, pass).y, this.#stats);
  }

  #logits(graph: Graph, z: Tensor, pass: ForwardPass): Tensor {
    return dense(graph, this.#decoder.apply(graph, { x: z }, pass).y, this.#classifier);
  }
}

function sizeOf({ weight, bias }: Dense): number {
  return logicalSize(weight.shape) + logicalSize(bias.shape);
}
