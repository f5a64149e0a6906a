import type { BatchSource } from '../../data/batchSource.ts';
import { SHARES } from '../../data/domain.ts';
import type { Field } from '../../data/field.ts';
import { Graph } from '../../graph/graph.ts';
import { DEFAULT_GROUP, type Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { LayerDescription } from '../../layers/stack.ts';
import { batchInputs } from '../../ops/batchInputs.ts';
import { concat } from '../../ops/concat.ts';
import { gather } from '../../ops/gather.ts';
import { sliceColumns } from '../../ops/sliceColumns.ts';
import { Critic, judged, verdict } from '../adversaries/critic.ts';
import type { MatchedObjectiveOptions } from '../matched/objective.ts';
import type {
  Model,
  Objective,
  ObjectiveRequest,
  Programs,
  Term,
  Terms,
  Watched,
} from '../model.ts';
import { forwardProgram } from '../program.ts';
import { type AlignedArchitecture, judgedColumns } from './architecture.ts';
import { DOMAINS, type DomainAutoencoder, type DomainRows } from './autoencoder.ts';
import { alignmentWeight } from './objective.ts';

const CRITIC = 'critic';
/** Name of the field that says the domain of each row. */
const DOMAIN = 'domain';

/** The terms that the critic minimises, all with weight 1, and those by which the autoencoder fools it. */
interface Game {
  readonly terms: Terms;
  readonly fool: () => Term;
}

/**
 * An autoencoder of two domains with one space of codes, which a critic keeps together: it cannot tell codes of one
 * domain from those of the other, or translations into a domain from its rows. What a code says of a row then holds in
 * both domains, and the decoder translates the row. No row has a partner. Source: Shen et al., "Style transfer
 * from non-parallel text by cross-alignment", 2017, the aligned and the cross-aligned autoencoder.
 */
export class AlignedModel implements Model {
  readonly architecture: AlignedArchitecture;
  readonly store: Store;
  readonly fields: readonly [Field, Field];
  readonly figures = {};
  readonly watched: Watched = { figure: 'reconstruction', better: 'lower' };
  readonly latent: { readonly size: number };
  readonly condition = { field: DOMAIN, first: 0, size: DOMAINS };
  readonly domains: readonly [string, string];
  readonly programs: Programs;
  readonly #autoencoder: DomainAutoencoder;
  readonly #critic: Critic;

  /** @param autoencoder which declares its parameters first */
  constructor(architecture: AlignedArchitecture, autoencoder: DomainAutoencoder) {
    this.architecture = architecture;
    this.#autoencoder = autoencoder;
    const { store, field, latent } = autoencoder;
    const { critic: layers, domains } = architecture;
    this.store = store;
    this.latent = latent;
    this.domains = domains;
    this.fields = [
      field,
      {
        ...{ name: DOMAIN, dtypes: ['f32'], shape: [DOMAINS], labels: true },
        domain: { ...SHARES, of: `the field "${DOMAIN}"` },
      },
    ];
    this.#critic = new Critic(store, {
      ...{ name: CRITIC, layers },
      input: [judgedColumns(architecture)],
    });
    this.programs = this.#programs();
  }

  /** The critic is updated first. Then the autoencoder is, which fools the critic as it has become. */
  objective(graph: Graph, { source, options, ...pass }: ObjectiveRequest): Objective {
    const { rows, domain } = this.#batch(graph, source);
    const { z } = rows.encode(domain, pass).sample(graph, { name: 'z', noise: pass.noise });
    const { loss, seen } = rows.decode(z, domain, pass);
    const [first, second] = ['first', 'second'].map((name, column) =>
      sliceColumns(graph, domain, { name: `${DOMAIN}.${name}`, first: column, width: 1 }),
    ) as [Tensor, Tensor];
    const judge = (x: Tensor) => this.#critic.logit(graph, this.#critic.hidden(graph, x, pass));
    const game = (): Game => {
      if (this.architecture.align === 'codes') {
        return {
          terms: { critic: judged(graph, judge(z), second, 'critic') },
          fool: () => judged(graph, judge(z), first, 'fool'),
        };
      }
      const other = concat(graph, second, first, { name: `${DOMAIN}.other` });
      const real = concat(graph, seen, domain, { name: 'real.domain' });
      const fake = concat(graph, rows.translate(z, other, pass), other, { name: 'fake.domain' });
      return {
        terms: {
          real: verdict(graph, judge(real), { name: 'real', target: 1 }),
          fake: verdict(graph, judge(fake), { name: 'fake', target: 0 }),
        },
        fool: () => verdict(graph, judge(fake), { name: 'fool', target: 1 }),
      };
    };
    const { terms, fool } = game();
    const weight = alignmentWeight(options as unknown as MatchedObjectiveOptions);
    return {
      terms: { reconstruction: { tensor: loss }, ...terms },
      updates: [
        {
          group: CRITIC,
          minimises: Object.fromEntries(Object.keys(terms).map((name) => [name, 1])),
        },
        {
          group: DEFAULT_GROUP,
          minimises: { reconstruction: 1, fool: { option: 'match.weight', schedule: weight } },
          forward: () => ({ fool: fool() }),
        },
      ],
    };
  }

  describe(): readonly LayerDescription[] {
    return [...this.#autoencoder.description, ...this.#critic.description];
  }

  #batch(
    graph: Graph,
    source: BatchSource,
  ): { readonly rows: DomainRows; readonly domain: Tensor } {
    const { field } = batchInputs(graph, this.fields, source);
    const rows = this.#autoencoder.read(graph, field(this.fields[0].name), source);
    const domain = gather(graph, field(DOMAIN), { name: `${DOMAIN}.rows`, rows: source.rows });
    return { rows, domain };
  }

  #programs(): Programs {
    const autoencoder = this.#autoencoder;
    const { store } = autoencoder;
    const { size } = this.latent;
    return {
      encode: {
        record: ({ source, noise }) => {
          const graph = new Graph(store);
          const { rows, domain } = this.#batch(graph, source);
          const { moments } = rows.encode(domain, { mode: 'evaluate', noise });
          return forwardProgram('encoder', graph, { ...(moments && { stats: moments }) });
        },
      },
      /** `z`, and the domain as `condition` → `x` `[rows, columns]`. */
      decode: {
        record: ({ source: { rows }, noise }) => {
          const graph = new Graph(store);
          const z = graph.input('z', [rows, size]);
          const domain = graph.input('condition', [rows, DOMAINS]);
          const x = autoencoder.write(graph, z, domain, noise);
          return forwardProgram('decoder', graph, { x });
        },
      },
      /** Rows, and their domains `from` and `to`, one-hot → `x` `[rows, columns]`, each in the other domain. */
      translate: {
        record: ({ source, noise }) => {
          const graph = new Graph(store);
          const { field } = batchInputs(graph, [autoencoder.field], source);
          const rows = autoencoder.read(graph, field(autoencoder.field.name), source);
          const [from, to] = ['from', 'to'].map((name) =>
            graph.input(name, [source.rows, DOMAINS]),
          ) as [Tensor, Tensor];
          const posterior = rows.encode(from, { mode: 'evaluate', noise });
          const { z } = posterior.sample(graph, { name: 'z', noise });
          return forwardProgram('translation', graph, {
            x: autoencoder.write(graph, z, to, noise),
          });
        },
      },
      /** `z` → `probability` `[rows, 1]` that it is the code of a row of the second domain. */
      ...(this.architecture.align === 'codes' && {
        discriminate: {
          record: ({ source: { rows }, noise }) => {
            const graph = new Graph(store);
            const z = graph.input('z', [rows, size]);
            const hidden = this.#critic.hidden(graph, z, { mode: 'evaluate', noise });
            const probability = this.#critic.probability(graph, hidden);
            return forwardProgram('critic', graph, { probability });
          },
        },
      }),
    };
  }
}
