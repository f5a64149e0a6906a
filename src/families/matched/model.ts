import type { Field } from '../../data/field.ts';
import { Graph } from '../../graph/graph.ts';
import { DEFAULT_GROUP, type Store } from '../../graph/store.ts';
import type { ForwardPass } from '../../layers/layer.ts';
import type { LayerDescription } from '../../layers/stack.ts';
import { Critic, verdict } from '../adversaries/critic.ts';
import type { Model, Objective, ObjectiveRequest, Programs, Watched } from '../model.ts';
import { forwardProgram } from '../program.ts';
import type { CodedBatch } from '../vae/codedBatch.ts';
import type { VaeModel } from '../vae/model.ts';
import { mmd } from '../vae/regularizers/mmd.ts';
import type { MatchedArchitecture } from './architecture.ts';
import { type MatchedObjectiveOptions, type MatchOptions, resolveMatch } from './objective.ts';

const CRITIC = 'critic';

/**
 * An autoencoder whose codes, all together, are moved to the prior, by a critic or by the maximum mean
 * discrepancy. Sources: Makhzani et al., "Adversarial autoencoders", 2016; Tolstikhin et al.,
 * "Wasserstein auto-encoders", 2018.
 */
export class MatchedModel implements Model {
  readonly architecture: MatchedArchitecture;
  readonly store: Store;
  readonly fields: readonly Field[];
  readonly figures = {};
  readonly watched: Watched = { figure: 'reconstruction', better: 'lower' };
  readonly latent: NonNullable<Model['latent']>;
  readonly decoderNotes: Readonly<Record<string, string>>;
  readonly programs: Programs;
  readonly #vae: VaeModel;
  readonly #critic: Critic | undefined;

  /** @param vae the autoencoder, which declares its parameters first */
  constructor(architecture: MatchedArchitecture, vae: VaeModel) {
    this.architecture = architecture;
    this.#vae = vae;
    const { store, fields, latent, decoderNotes } = vae;
    this.store = store;
    this.fields = fields;
    this.latent = latent;
    this.decoderNotes = decoderNotes;
    const { critic: layers } = architecture;
    this.#critic = layers && new Critic(store, { name: CRITIC, input: [latent.size], layers });
    this.programs = this.#programs();
  }

  objective(graph: Graph, request: ObjectiveRequest): Objective {
    const { match } = request.options as unknown as MatchedObjectiveOptions;
    const options = resolveMatch(match, this.#critic !== undefined);
    const batch = this.#vae.coded.code(graph, request, 1);
    const objective = this.#critic
      ? against(this.#critic, batch, options, request)
      : byKernel(batch, options);
    return { ...objective, targets: batch.posterior.targets ?? [] };
  }

  describe(): readonly LayerDescription[] {
    return [...this.#vae.describe(), ...(this.#critic?.description ?? [])];
  }

  #programs(): Programs {
    const { bound: _, classify: __, density: ___, ...own } = this.#vae.programs;
    const critic = this.#critic;
    return {
      ...own,
      /** `z` `[rows, latent]` → `probability` `[rows, 1]` that it is a sample of the prior. */
      ...(critic && {
        discriminate: {
          record: ({ source: { rows }, noise }) => {
            const graph = new Graph(this.store);
            const z = graph.input('z', [rows, this.latent.size]);
            const hidden = critic.hidden(graph, z, { mode: 'evaluate', noise });
            return forwardProgram('critic', graph, {
              probability: critic.probability(graph, hidden),
            });
          },
        },
      }),
    };
  }
}

/**
 * The critic learns to tell codes from samples of the prior. Then the autoencoder is updated, whose
 * encoder makes codes that the critic, as it has become, takes for samples.
 */
function against(
  critic: Critic,
  { graph, draw: { z }, prior, noise, reconstruction }: CodedBatch,
  { weight, smoothing }: MatchOptions,
  pass: ForwardPass,
): Objective {
  const [rows = 0] = z.shape;
  const judged = (codes: typeof z) => critic.logit(graph, critic.hidden(graph, codes, pass));
  const drawn = prior.sample(graph, { name: 'prior', rows, noise });
  return {
    terms: {
      reconstruction: { tensor: reconstruction() },
      real: verdict(graph, judged(drawn), { name: 'real', target: 1 - smoothing }),
      fake: verdict(graph, judged(z), { name: 'fake', target: 0 }),
    },
    updates: [
      { group: CRITIC, minimises: { real: 1, fake: 1 } },
      {
        group: DEFAULT_GROUP,
        minimises: { reconstruction: 1, fool: { option: 'match.weight', schedule: weight } },
        forward: () => ({ fool: verdict(graph, judged(z), { name: 'fool', target: 1 }) }),
      },
    ],
  };
}

function byKernel(batch: CodedBatch, { weight, kernel, scale }: MatchOptions): Objective {
  const { terms } = mmd.record(batch, { kind: 'mmd', weight, kernel, scale });
  return {
    terms: { reconstruction: { tensor: batch.reconstruction() }, ...terms },
    updates: [
      {
        group: DEFAULT_GROUP,
        minimises: { reconstruction: 1, mmd: { option: 'match.weight', schedule: weight } },
      },
    ],
  };
}
