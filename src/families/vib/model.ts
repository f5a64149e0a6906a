import type { BatchSource } from '../../data/batchSource.ts';
import type { Field } from '../../data/field.ts';
import { divergence } from '../../distributions/divergence.ts';
import { categoricalLoss } from '../../distributions/likelihoods/groups.ts';
import { gaussianHead } from '../../distributions/posteriors/gaussian.ts';
import type { Posterior } from '../../distributions/posteriors/posterior.ts';
import type { Prior } from '../../distributions/priors/prior.ts';
import { standardNormalPrior } from '../../distributions/priors/standardNormal.ts';
import { Graph } from '../../graph/graph.ts';
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
import { declarePosterior, sizeOf } from '../posteriorHead.ts';
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
  readonly #posterior: ReturnType<typeof declarePosterior>;
  readonly #prior: Prior;
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
    this.#posterior = declarePosterior(
      store,
      {
        input: this.#encoder.output,
        encoded: encoder.length > 0,
        size: latent.size,
        kind: 'gaussian',
      },
      (context) => gaussianHead(context, latent.logvar),
    );
    this.#prior = standardNormalPrior(latent.size);
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
    const posterior = this.#encode(graph, x, pass);
    const draw = posterior.sample(graph, { name: 'z', noise, samples: draws });
    const { z } = draw;
    const kl = divergence(graph, { posterior, draw, prior: this.#prior }, { name: 'kl' });
    const logits = this.#logits(graph, z, { ...pass, samples: draws });
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
        kl,
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
        const x = this.#data(graph, source);
        const { moments } = this.#encode(graph, x, { mode: 'evaluate', noise });
        return forwardProgram('encoder', graph, moments ? { stats: moments } : {});
      },
    },
    classify: {
      samples: (options) => (options as unknown as VibObjectiveOptions).testSamples,
      record: ({ source, noise, samples }) => {
        const graph = new Graph(this.store);
        const pass = { mode: 'evaluate', noise } as const;
        const posterior = this.#encode(graph, this.#data(graph, source), pass);
        const { z } = posterior.sample(graph, { name: 'z', noise, samples });
        const probabilities = softmaxGroups(graph, this.#logits(graph, z, { ...pass, samples }), {
          name: 'probabilities',
          starts: [0, this.architecture.classes],
        });
        return forwardProgram('classifier', graph, { probabilities });
      },
    },
  };

  describe(): readonly LayerDescription[] {
    const { classes } = this.architecture;
    const { weight, bias } = this.#classifier;
    return [
      ...this.#encoder.layers,
      this.#posterior.description,
      ...this.#decoder.layers,
      {
        name: 'classifier',
        kind: 'dense',
        output: [classes],
        parameters: sizeOf([weight, bias]),
      },
    ];
  }

  /** The rows of a pass without their labels, `[rows, input]`. */
  #data(graph: Graph, source: BatchSource): Tensor {
    const { field } = batchInputs(graph, this.fields.slice(0, 1), source);
    return gather(graph, field(DATA), { name: 'x', rows: source.rows });
  }

  #encode(graph: Graph, x: Tensor, pass: ForwardPass): Posterior {
    const h = this.#encoder.apply(graph, { x }, pass).y;
    return this.#posterior.head.posterior(graph, h, { training: pass.mode === 'train' });
  }

  #logits(graph: Graph, z: Tensor, pass: ForwardPass): Tensor {
    return dense(graph, this.#decoder.apply(graph, { x: z }, pass).y, this.#classifier);
  }
}
