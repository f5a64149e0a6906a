import type { Field } from '../../data/field.ts';
import { type LikelihoodHead, OUTPUT } from '../../distributions/likelihoods/likelihood.ts';
import { meanFormula } from '../../distributions/likelihoods/likelihoods.ts';
import { InternalError } from '../../errors.ts';
import { Graph } from '../../graph/graph.ts';
import { DEFAULT_GROUP, Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { ForwardPass, Shape } from '../../layers/layer.ts';
import type { LayerDescription } from '../../layers/stack.ts';
import { combineTerms } from '../../ops/combineTerms.ts';
import { concat } from '../../ops/concat.ts';
import { freeBits as floored } from '../../ops/freeBits.ts';
import { gaussianKl } from '../../ops/gaussianKl.ts';
import { importanceBound } from '../../ops/importanceBound.ts';
import { kl } from '../../ops/kl.ts';
import type { Noise } from '../../ops/noise.ts';
import { relativeGaussians } from '../../ops/relativeGaussians.ts';
import { reparameterize } from '../../ops/reparameterize.ts';
import { sampledGaussianKl } from '../../ops/sampledGaussianKl.ts';
import { sliceColumns } from '../../ops/sliceColumns.ts';
import { standardNormal } from '../../ops/standardNormal.ts';
import { declareLikelihood } from '../likelihoodHead.ts';
import type {
  Amount,
  Model,
  Objective,
  ObjectiveRequest,
  Program,
  ProgramRequest,
  Programs,
  Term,
  Watched,
} from '../model.ts';
import { forwardProgram } from '../program.ts';
import { recordBatch, vaeFields } from '../vae/batch.ts';
import type { Batch } from '../vae/rows.ts';
import type { Level, LevelsArchitecture } from './architecture.ts';
import { buildLevels } from './buildLevels.ts';
import type { BuiltLevel, InferredLevel, LevelsKind, LevelsPass, TakeCode } from './inference.ts';
import { type LevelsObjectiveOptions, perLevel } from './objective.ts';
import { priorBelow } from './parts.ts';

/**
 * A variational autoencoder with several levels of latent codes, z1 next to the data:
 * p(x | z1) p(z1 | z2) … p(zL), with p(zL) = N(0, I).
 *
 * Its programs know a code as the noise of the priors, level by level: e = (z - mu) / sigma, with mu
 * and sigma of p(z | the level above). In these coordinates every prior is N(0, I), whatever the level
 * above it is.
 */
export class LevelsModel implements Model {
  readonly architecture: LevelsArchitecture;
  readonly store = new Store();
  readonly fields: readonly Field[];
  readonly figures: Readonly<Record<string, readonly string[]>>;
  readonly watched: Watched = { figure: 'elbo', better: 'lower' };
  readonly latent: NonNullable<Model['latent']>;
  readonly decoderNotes: Readonly<Record<string, string>>;
  readonly #kind: LevelsKind;
  readonly #levels: readonly BuiltLevel[];
  readonly #likelihood: LikelihoodHead;
  readonly #description: readonly LayerDescription[];

  /**
   * The kinds of the architecture's layers are loaded.
   * @param upward shape of what the encoder of the next level takes
   */
  constructor(
    architecture: LevelsArchitecture,
    kind: LevelsKind,
    upward: (level: Level, encoded: Shape) => Shape,
  ) {
    this.architecture = architecture;
    this.#kind = kind;
    const { input, levels, output, likelihood } = architecture;
    const { store } = this;
    this.fields = vaeFields({ ...architecture, condition: 0 });
    const kls = levels.map((_, place) => klName(place));
    this.figures = { elbo: ['reconstruction', ...kls], kl: kls };
    this.decoderNotes = { likelihood: likelihood.kind, mean: meanFormula(likelihood) };
    const { levels: built, description } = buildLevels(store, architecture, {
      upward,
      downward: kind.downward,
    });
    this.#levels = built;
    const firsts = levels.map((_, place) =>
      levels.slice(0, place).reduce((sum, { size }) => sum + size, 0),
    );
    this.latent = {
      size: levels.reduce((sum, { size }) => sum + size, 0),
      levels: levels.map(({ size }, place) => ({ first: firsts[place] ?? 0, size })),
    };
    const declared = declareLikelihood(store, {
      ...{ likelihood, input, output },
      decoded: built[0]?.decoder.output ?? [],
      first: levels[0]?.decoder.length === 0,
      nameOf: (name) => name.replace(OUTPUT, 'output'),
    });
    this.#likelihood = declared.head;
    this.#description = [...description, declared.description];
  }

  /** Evaluation uses the evidence lower bound without floors. */
  objective(graph: Graph, { source, mode, noise, options }: ObjectiveRequest): Objective {
    const { beta, freeBits } = options as unknown as LevelsObjectiveOptions;
    const count = this.#levels.length;
    const floors = perLevel('freeBits', freeBits, count);
    const betas = perLevel('beta', beta, count);
    const pass = { mode, noise };
    const { x, seen } = this.#batch(graph, source, mode === 'train');
    const levels = this.#infer(graph, seen, { ...pass, samples: 1, take: sampled(noise) });
    const targets: Amount[] = [];
    const kls = levels.map((level, place): Tensor => {
      const floor = floors[place] ?? 0;
      const limited = mode === 'train' && floor > 0;
      const name = klName(place);
      const term = this.#kl(graph, level, { name: limited ? `${name}.plain` : name, place });
      if (!limited) return term;
      targets.push(floor);
      return floored(graph, term, { name, target: graph.target() });
    });
    const reconstruction = this.#reconstruction(graph, levels, x, { ...pass, samples: 1 });
    const named = kls.map((tensor, place): [string, Term] => [klName(place), { tensor }]);
    const weights = betas.map((schedule, place) => [
      klName(place),
      { option: 'beta', schedule } as const,
    ]);
    return {
      terms: { reconstruction: { tensor: reconstruction }, ...Object.fromEntries(named) },
      updates: [
        { group: DEFAULT_GROUP, minimises: { reconstruction: 1, ...Object.fromEntries(weights) } },
      ],
      targets,
    };
  }

  readonly programs: Programs = {
    encode: {
      record: ({ source, noise }) => {
        const graph = new Graph(this.store);
        const { seen } = this.#batch(graph, source, false);
        const pass = { mode: 'evaluate', noise, samples: 1, take: meanOf } as const;
        const levels = this.#infer(graph, seen, pass);
        return forwardProgram('encoder', graph, {
          stats: relativeGaussians(graph, levels, { name: 'stats' }),
        });
      },
    },
    posterior: {
      record: ({ source, noise }) => {
        const graph = new Graph(this.store);
        const { seen } = this.#batch(graph, source, false);
        const pass = { mode: 'evaluate', noise, samples: 1, take: sampled(noise) } as const;
        const levels = this.#infer(graph, seen, pass);
        const stats = relativeGaussians(graph, levels, { name: 'stats' });
        return forwardProgram('posterior', graph, { stats, z: code(graph, levels) });
      },
    },
    decode: {
      record: ({ source: { rows }, noise }) => {
        const graph = new Graph(this.store);
        const e = graph.input('z', [rows, this.latent.size]);
        return this.#decoding('decoder', graph, e, noise);
      },
    },
    sample: {
      record: (request) => {
        const graph = new Graph(this.store);
        return this.#decoding('sampler', graph, this.#noise(graph, request), request.noise);
      },
    },
    noise: {
      record: (request) => {
        const graph = new Graph(this.store);
        return forwardProgram('noise', graph, { z: this.#noise(graph, request) });
      },
    },
    bound: {
      record: ({ source, noise, samples }) => {
        const graph = new Graph(this.store, { ring: source.ring });
        const { x, seen } = this.#batch(graph, source, false);
        const pass = { mode: 'evaluate', noise, samples } as const;
        const levels = this.#infer(graph, seen, { ...pass, take: sampled(noise) });
        const ratio = levels
          .map((level, place) => ratioOf(graph, level, { name: klName(place), samples }))
          .reduce((sum, term, place) =>
            combineTerms(graph, sum, term, { name: `kl.${place}`, weights: [1, 1], samples }),
          );
        const reconstruction = this.#reconstruction(graph, levels, x, pass);
        const bound = importanceBound(graph, reconstruction, ratio, { name: 'bound', samples });
        return forwardProgram('bound', graph, { bound });
      },
    },
  };

  describe(): readonly LayerDescription[] {
    return this.#description;
  }

  /** Samples of all priors, as their noise. */
  #noise(graph: Graph, { source: { rows }, noise }: Omit<ProgramRequest, 'samples'>): Tensor {
    const latent = this.latent.size;
    const own = noise.next(graph, rows, latent);
    return standardNormal(graph, { name: 'z', rows, latent, noise: own });
  }

  #batch(graph: Graph, source: ProgramRequest['source'], training: boolean): Batch {
    return recordBatch(graph, { ...this.architecture, condition: 0 }, source, training);
  }

  #infer(graph: Graph, seen: Tensor, pass: LevelsPass): readonly InferredLevel[] {
    return this.#kind.infer(graph, this.#levels, seen, pass);
  }

  /** KL of a level in closed form where there is one, else log q(z) - log p(z) of its sample. */
  #kl(graph: Graph, level: InferredLevel, { name, place }: { name: string; place: number }) {
    if (place === this.#levels.length - 1) return kl(graph, level.q, { name });
    if (this.#kind.downward) return gaussianKl(graph, level.q, level.p, { name });
    return ratioOf(graph, level, { name, samples: 1 });
  }

  #reconstruction(
    graph: Graph,
    [bottom]: readonly InferredLevel[],
    x: Tensor,
    pass: ForwardPass & { readonly samples: number },
  ): Tensor {
    return this.#likelihood.loss(graph, this.#lowest(graph, bottom?.z, pass), x, pass.samples);
  }

  /** Output of the decoder next to the data. */
  #lowest(graph: Graph, z: Tensor | undefined, pass: ForwardPass): Tensor {
    const [level] = this.#levels;
    return level && z ? level.decoder.apply(graph, { x: z }, pass).y : (z as Tensor);
  }

  /** Goes down from the top: the code of each level is mu + sigma · e of the prior that the level above gives. */
  #decoding(name: string, graph: Graph, e: Tensor, noise: ProgramRequest['noise']): Program {
    const pass = { mode: 'evaluate', noise } as const;
    let z: Tensor | undefined;
    for (const place of [...this.#levels.keys()].reverse()) {
      const { first = 0, size: width = 0 } = this.latent.levels?.[place] ?? {};
      const own = sliceColumns(graph, e, { name: `e${place + 1}`, first, width });
      const above = this.#levels[place + 1];
      const p = z && priorBelow(graph, above, z, pass);
      const given = { kind: 'given', noise: own } as const;
      z = p ? reparameterize(graph, p, { name: `z${place + 1}`, noise: given }) : own;
    }
    return forwardProgram(name, graph, {
      x: this.#likelihood.mean(graph, this.#lowest(graph, z, pass)),
    });
  }
}

/** Term of a level: `kl1` of the one next to the data. */
function klName(place: number): string {
  return `kl${place + 1}`;
}

/** Samples of every level. */
function sampled(source: ProgramRequest['noise']): TakeCode {
  return (graph, q, { level, samples }) => {
    const [rows = 0, width = 0] = q.shape;
    const noise = source.next(graph, rows * samples, width / 2);
    return { z: reparameterize(graph, q, { name: `z${level + 1}`, noise, samples }), noise };
  };
}

/** Means of every level. */
const meanOf: TakeCode = (graph, q, { level }) => {
  const width = (q.shape[1] ?? 0) / 2;
  return { z: sliceColumns(graph, q, { name: `z${level + 1}`, first: 0, width }) };
};

/** @throws InternalError for a level that was not sampled */
function drawn(noise: Noise | undefined): Noise {
  if (noise) return noise;
  throw new InternalError('a level whose code is a mean has no samples');
}

/** log q(z) - log p(z) of the samples of a level. */
function ratioOf(
  graph: Graph,
  { q, p, z, noise }: InferredLevel,
  { name, samples }: { name: string; samples: number },
): Tensor {
  return sampledGaussianKl(graph, { q, p, z }, { name, noise: drawn(noise), samples });
}

/** The sampled codes as the noise of their priors, side by side: `[rows, latent]`. */
function code(graph: Graph, levels: readonly InferredLevel[]): Tensor {
  const own = levels.map(({ q, p, noise }, place) => {
    const name = `e${place + 1}`;
    const seen = relativeGaussians(graph, [{ q, p }], { name: `${name}.stats` });
    return reparameterize(graph, seen, { name, noise: drawn(noise) });
  });
  return own.reduce((joined, next, place) =>
    concat(graph, joined, next, { name: `code.${place}` }),
  );
}
