import type { BatchSource } from '../../src/data/batchSource.ts';
import type { Program, ProgramRequest } from '../../src/families/model.ts';
import {
  completeArchitecture,
  type VaeArchitectureChoice,
} from '../../src/families/vae/architecture.ts';
import type { VaeConfig, VaeConfigChoice } from '../../src/families/vae/config.ts';
import { VaeModel as Model } from '../../src/families/vae/model.ts';
import { VAE_OBJECTIVE, type VaeObjectiveOptions } from '../../src/families/vae/objective.ts';
import { fromConfig, toConfig } from '../../src/families/vae/shortForm.ts';
import type { Plan } from '../../src/graph/plan.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { recordAggregatePosterior } from '../../src/inference/aggregateDensity.ts';
import { recordEvaluation } from '../../src/inference/evaluator.ts';
import { loadLayerKinds } from '../../src/layers/registry.ts';
import type { KlRule } from '../../src/ops/kl.ts';
import type { Noise, NoiseSource } from '../../src/ops/noise.ts';
import type { OptimizerOptions } from '../../src/optimizers/registry.ts';
import { streams } from '../../src/random/streams.ts';
import { recordTraining, type TrainingProgram } from '../../src/training/recordTraining.ts';

await loadLayerKinds('layers', [{ kind: 'dense' }, { kind: 'reshape' }]);

/** A plan with its inputs and outputs. */
export interface RecordedPlan {
  readonly plan: Plan;
  readonly inputs: readonly Tensor[];
  readonly outputs: Readonly<Record<OutputName, Tensor>>;
}

type OutputName = 'reconstruction' | 'kl' | 'bound' | 'stats' | 'z' | 'x' | 'logDensity';

/** The objective, without weights and targets. */
export interface Objective {
  readonly bound: 'elbo' | 'iwae';
  readonly samples: number;
  readonly klRule: KlRule;
}

/** The VAE of PyTorch's examples: 784-400-(20+20)-400-784. */
export const SEED_CONFIG: VaeConfig = {
  input: 784,
  hidden: [400],
  latent: 20,
  activation: 'relu',
  likelihood: { kind: 'bernoulli' },
  condition: 0,
  binarize: 'none',
  inputDropout: 0,
  normalizeInput: false,
  flip: false,
};

/** Columns of a row of data `[x | condition]`. */
export function dataColumns({ input, condition }: VaeConfig): number {
  return input + condition;
}

/** The noise of a model's only sampling site. */
function oneNoise(noise: Noise): NoiseSource {
  return { next: () => noise };
}

/** Programs without a place that samples take no noise. */
const UNUSED: Noise = { kind: 'counter', stream: 0 };

const requestOf = (source: BatchSource, noise: Noise = UNUSED, samples = 1): ProgramRequest => ({
  source,
  noise: oneNoise(noise),
  samples,
});

/** A pass over rows that are no data. */
const rowsOf = (rows: number): BatchSource => ({ rows, ring: 1, dataRows: rows, dtypes: {} });

/**
 * A VAE of the short form with its plans, created synchronously, since all parts are loaded in
 * tests.
 */
export class VaeModel extends Model {
  readonly config: VaeConfig;

  constructor(choice: VaeConfigChoice | VaeArchitectureChoice) {
    const long = 'encoder' in choice ? choice : fromConfig(choice as VaeConfigChoice);
    super(completeArchitecture(long as VaeArchitectureChoice));
    const config = toConfig(this.architecture);
    if (!config) throw new Error('no short form');
    this.config = config;
  }

  /** A whole training step, as recorded by `recordTraining`. */
  training(
    source: BatchSource,
    options: OptimizerOptions & Partial<VaeObjectiveOptions>,
    noise: Noise = { kind: 'counter', stream: 3 },
  ): TrainingProgram {
    return recordTraining(
      this,
      source,
      {
        seed: 1,
        learningRate: 1e-3,
        batchSize: source.rows,
        sampler: { kind: 'permutation' },
        reduction: 'sum',
        ...VAE_OBJECTIVE,
        ...options,
      },
      { noiseGiven: noise.kind === 'given' },
    );
  }

  /** The same step, with the sums of its terms as outputs. */
  trainingPlan(
    source: BatchSource,
    noise: Noise,
    optimizer: OptimizerOptions,
    { bound = 'elbo', samples = 1, klRule = 'plain' }: Partial<Objective> = {},
  ): RecordedPlan {
    return withSums(
      this.training(
        source,
        {
          ...optimizer,
          bound,
          samples,
          ...(klRule === 'free_bits' && { freeBits: 0.1 }),
          ...(klRule === 'capacity' && { capacity: 1 }),
        },
        noise,
      ),
    );
  }

  evaluationPlan(
    source: BatchSource,
    noise: Noise = { kind: 'counter', stream: streams.evaluation },
  ): RecordedPlan {
    return withSums(recordEvaluation(this, source, { ...VAE_OBJECTIVE }, oneNoise(noise)));
  }

  encoderPlan(source: BatchSource): RecordedPlan {
    return listed(this.programs.encode?.record(requestOf(source)));
  }

  posteriorPlan(source: BatchSource, noise: Noise): RecordedPlan {
    return listed(this.programs.posterior?.record(requestOf(source, noise)));
  }

  decoderPlan(rows: number): RecordedPlan {
    return listed(this.programs.decode?.record(requestOf(rowsOf(rows))));
  }

  samplerPlan(rows: number, noise: Noise): RecordedPlan {
    return listed(this.programs.sample?.record(requestOf(rowsOf(rows), noise)));
  }

  boundPlan(source: BatchSource, noise: Noise, samples: number): RecordedPlan {
    const recorded = listed(this.programs.bound?.record(requestOf(source, noise, samples)));
    const given = noise.kind === 'given' ? [noise.noise] : [];
    return { ...recorded, inputs: [...recorded.inputs, ...given] };
  }

  aggregatePosteriorPlan(sizes: { samples: number; rows: number }): RecordedPlan {
    const latent = this.latent.size;
    return listed(recordAggregatePosterior({ model: this }, { ...sizes, latent }));
  }
}

function listed(program: Program | undefined): RecordedPlan {
  if (!program) throw new Error('no such program');
  return {
    ...program,
    inputs: Object.values(program.inputs),
    outputs: program.outputs as RecordedPlan['outputs'],
  };
}

function withSums(program: Program): RecordedPlan {
  const sums = program.terms.map(({ name, sums: tensor }) => [name, tensor] as const);
  return { ...listed(program), outputs: Object.fromEntries(sums) as RecordedPlan['outputs'] };
}
