import type { Field } from '../../data/field.ts';
import { divergence } from '../../distributions/divergence.ts';
import { Graph } from '../../graph/graph.ts';
import type { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { ForwardPass } from '../../layers/layer.ts';
import type { LayerDescription } from '../../layers/stack.ts';
import { balance } from '../../ops/balance.ts';
import { likelihood } from '../../ops/likelihood.ts';
import { type Gate, gateOf } from '../../optimizers/gate.ts';
import { Critic, verdict } from '../adversaries/critic.ts';
import type { Model, Objective, ObjectiveRequest, Programs, Terms, Watched } from '../model.ts';
import { forwardProgram } from '../program.ts';
import { recordBatch } from '../vae/batch.ts';
import type { VaeModel } from '../vae/model.ts';
import type { VaeGanArchitecture } from './architecture.ts';
import { type Adversary, resolveAdversary, type VaeGanObjectiveOptions } from './objective.ts';

const ENCODER = 'encoder';
const DECODER = 'decoder';
const DISCRIMINATOR = 'discriminator';

/** The groups of the autoencoder's parameters. */
export const GROUPS = { encoder: ENCODER, decoder: DECODER } as const;

/**
 * A VAE whose decoder is the generator of a GAN: rows are compared in the features of its discriminator.
 * Source: Larsen et al., "Autoencoding beyond pixels using a learned similarity metric", 2016.
 */
export class VaeGanModel implements Model {
  readonly architecture: VaeGanArchitecture;
  readonly store: Store;
  readonly fields: readonly Field[];
  readonly figures: Model['figures'];
  readonly watched: Watched;
  readonly latent: NonNullable<Model['latent']>;
  readonly decoderNotes: Readonly<Record<string, string>>;
  readonly programs: Programs;
  readonly #vae: VaeModel;
  readonly #discriminator: Critic;
  /** How many updates of decoder and discriminator were skipped; see `balance`. */
  readonly #skipped: Readonly<Record<typeof DECODER | typeof DISCRIMINATOR, Tensor>>;

  /** @param vae the autoencoder, with its parameters in {@link GROUPS} */
  constructor(architecture: VaeGanArchitecture, vae: VaeModel) {
    this.architecture = architecture;
    this.#vae = vae;
    const { store, fields, figures, watched, latent, decoderNotes } = vae;
    this.store = store;
    this.fields = fields;
    this.figures = figures;
    this.watched = watched;
    this.latent = latent;
    this.decoderNotes = decoderNotes;
    const { input, discriminator: layers } = architecture;
    this.#discriminator = new Critic(store, { name: DISCRIMINATOR, input, layers });
    const counted = (group: string) =>
      store.variable(`${group}.skipped`, { shape: [1], init: { kind: 'constant', value: 0 } });
    this.#skipped = { decoder: counted(DECODER), discriminator: counted(DISCRIMINATOR) };
    this.programs = this.#programs();
  }

  /** All updates share one forward pass, as in the paper: each sees the parameters from before the step. */
  objective(graph: Graph, request: ObjectiveRequest): Objective {
    const { source, mode, noise, options } = request;
    const { beta, adversary } = options as unknown as VaeGanObjectiveOptions;
    const resolved = resolveAdversary(adversary);
    const vae = this.#vae;
    const pass = { mode, noise };
    const { x, seen } = recordBatch(graph, vae.architecture, source, mode === 'train');
    const posterior = vae.encode(graph, seen, pass);
    const draw = posterior.sample(graph, { name: 'z', noise });
    const { prior } = vae.coded;
    const kl = divergence(graph, { posterior, draw, prior }, { name: 'kl' });
    const drawn = prior.sample(graph, { name: 'prior', rows: source.rows, noise });
    const h = this.#decoded(graph, draw.z, pass);
    const made = vae.likelihood.mean(graph, h);
    const sampled = vae.likelihood.mean(graph, this.#decoded(graph, drawn, pass));
    const terms: Terms = {
      reconstruction: { tensor: vae.likelihood.loss(graph, h, x, 1) },
      kl,
      ...this.#verdicts(graph, { x, made, sampled }, resolved, pass),
    };
    const gates =
      resolved.balance && mode === 'train' && this.#gates(graph, terms, resolved.balance);
    const { gamma, pixels, loss } = resolved;
    const inPixels =
      pixels === 0
        ? {}
        : {
            reconstruction: { option: 'adversary.pixels', schedule: pixels },
          };
    return {
      terms,
      updates: [
        {
          group: ENCODER,
          minimises: { features: 1, kl: { option: 'beta', schedule: beta }, ...inPixels },
        },
        {
          group: DECODER,
          minimises: {
            features: { option: 'adversary.gamma', schedule: gamma },
            ...(loss === 'minimax' ? { fake: -1, fakeSample: -1 } : { fool: 1, foolSample: 1 }),
            ...inPixels,
          },
          ...(gates && { gate: gates.decoder }),
        },
        {
          group: DISCRIMINATOR,
          minimises: { real: 1, fake: 1, fakeSample: 1 },
          ...(gates && { gate: gates.discriminator }),
        },
      ],
      targets: posterior.targets ?? [],
    };
  }

  describe(): readonly LayerDescription[] {
    return [...this.#vae.describe(), ...this.#discriminator.description];
  }

  #decoded(graph: Graph, z: Tensor, pass: ForwardPass): Tensor {
    return this.#vae.decode(graph, { z, condition: undefined, samples: 1 }, pass);
  }

  /** The discriminator's outputs for data, reconstructions and samples. */
  #verdicts(
    graph: Graph,
    { x, made, sampled }: Readonly<Record<'x' | 'made' | 'sampled', Tensor>>,
    { loss, smoothing }: Adversary,
    pass: ForwardPass,
  ): Terms {
    const { features } = this.architecture;
    const discriminator = this.#discriminator;
    const judged = (rows: Tensor) => {
      const feature = discriminator.hidden(graph, rows, pass, 0, features);
      const hidden = discriminator.hidden(graph, feature, pass, features);
      return { feature, logit: discriminator.logit(graph, hidden) };
    };
    const [real, fake, sample] = [judged(x), judged(made), judged(sampled)] as const;
    const term = (name: string, { logit }: typeof real, target: number) =>
      verdict(graph, logit, { name, target });
    return {
      features: { tensor: distance(graph, real.feature, fake.feature) },
      real: term('real', real, 1 - smoothing),
      fake: term('fake', fake, 0),
      fakeSample: term('fakeSample', sample, 0),
      ...(loss === 'nonSaturating' && {
        fool: term('fool', fake, 1),
        foolSample: term('foolSample', sample, 1),
      }),
    };
  }

  #gates(
    graph: Graph,
    { real, fake, fakeSample }: Terms,
    rule: NonNullable<Adversary['balance']>,
  ): Readonly<Record<typeof DECODER | typeof DISCRIMINATOR, Gate>> | undefined {
    if (!real || !fake || !fakeSample) return undefined;
    const losses = [real.tensor, fake.tensor, fakeSample.tensor] as const;
    const open = balance(graph, losses, { name: 'balance', ...rule });
    return {
      decoder: gateOf(open, 0, this.#skipped.decoder),
      discriminator: gateOf(open, 1, this.#skipped.discriminator),
    };
  }

  #programs(): Programs {
    const discriminator = this.#discriminator;
    return {
      ...this.#vae.programs,
      /** Rows of data → `probability` `[rows, 1]` that they are data. */
      discriminate: {
        record: ({ source, noise }) => {
          const graph = new Graph(this.store);
          const { x } = recordBatch(graph, this.architecture, source, false);
          const hidden = discriminator.hidden(graph, x, { mode: 'evaluate', noise });
          const probability = discriminator.probability(graph, hidden);
          return forwardProgram('discriminator', graph, { probability });
        },
      },
    };
  }
}

/** The negative log likelihood of features of data under a Gaussian of variance 1 around others. */
function distance(graph: Graph, of: Tensor, around: Tensor): Tensor {
  return likelihood(graph, of, {
    name: 'features',
    outputs: [{ tensor: around, slot: { choice: 'gaussian_fixed', bindings: {} } }],
    constants: { SIGMA: 1 },
  });
}
