import type { BatchSource } from '../data/batchSource.ts';
import type { Field } from '../data/field.ts';
import type { Graph } from '../graph/graph.ts';
import type { Plan } from '../graph/plan.ts';
import type { Store } from '../graph/store.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Mode } from '../layers/layer.ts';
import type { LayerDescription } from '../layers/stack.ts';
import type { NoiseSource } from '../ops/noise.ts';
import type { Schedule } from '../schedules/schedule.ts';

/** What a model is made of, as plain JSON: a file holds it, and a worker is sent it. */
export interface Architecture {
  /** Name of the family, which knows the other fields. */
  readonly family: string;
}

/** A loss term: one value a row. */
export interface Term {
  /** `[ring, 1, rows · samples]`, in nats unless the family says otherwise. */
  readonly tensor: Tensor;
  /** Rows an example; their mean is reported. 1 if left out. */
  readonly samples?: number;
}

export type Terms = Readonly<Record<string, Term>>;

/** A weight or target of a term: a number, or what an option of the model makes it. */
export type Amount = number | { readonly option: string; readonly schedule: Schedule };

/** One optimizer's part of a training step. */
export interface Update {
  /** The parameter group that it changes. */
  readonly group: string;
  /** Weight of each term in the sum that it minimises, by the term's name. */
  readonly minimises: Readonly<Record<string, Amount>>;
  /**
   * Records a forward pass of its own, after the update before it, and gives its terms. Without it
   * the update shares the step's forward pass, as its parameters were before the step.
   */
  readonly forward?: () => Terms;
  /** It runs in steps 1, 1 + every, 1 + 2 · every, …; in every step if left out. */
  readonly every?: number;
}

/** A training step as a model records it. */
export interface Objective {
  /** Terms of the shared forward pass, in the order in which they are reported. */
  readonly terms: Terms;
  /** In the order in which they run, one a group. */
  readonly updates: readonly Update[];
  /** Targets of terms that have one, by place in the step record. */
  readonly targets?: readonly Amount[];
}

/** How a model is asked for its objective. */
export interface ObjectiveRequest {
  readonly source: BatchSource;
  readonly mode: Mode;
  readonly noise: NoiseSource;
  /** The family's options, complete. */
  readonly options: FamilyOptions;
}

/** Options of a family, by name; the family checks them. */
export type FamilyOptions = Readonly<Record<string, unknown>>;

/** A term of a compiled plan, summed over the rows of a batch once a burst. */
export interface ReportedTerm {
  readonly name: string;
  /** `[ring]` */
  readonly sums: Tensor;
  /** In which steps it is computed; see {@link Update.every}. */
  readonly every: number;
}

/** A plan with its inputs, outputs and terms by name. */
export interface Program {
  readonly plan: Plan;
  /** Tensors that whoever runs the plan binds. */
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outputs: Readonly<Record<string, Tensor>>;
  readonly terms: readonly ReportedTerm[];
}

/** Programs over rows of data, or over latents, that a model may have. */
export interface Programs {
  /** Rows of data → `stats` `[rows, 2 · latent]`: mean and log variance of the posterior. */
  readonly encode?: (source: BatchSource) => Program;
  /** Rows of data → `stats` and `z` `[rows, latent]`, a sample of each posterior. */
  readonly posterior?: (source: BatchSource, noise: NoiseSource) => Program;
  /** `z` `[rows, latent]`, and `condition` where the model takes one → `x`, the decoder's means. */
  readonly decode?: (rows: number) => Program;
  /** Samples of the prior → `x`; takes `condition` as `decode` does. */
  readonly sample?: (rows: number, noise: NoiseSource) => Program;
  /** Rows of data → `bound` `[ring, 1, rows]`: the importance-weighted bound of -log p(x). */
  readonly bound?: (source: BatchSource, noise: NoiseSource, samples: number) => Program;
  /**
   * Rows of data → `probabilities` `[rows · samples, classes]`, the samples of a row one after
   * another.
   */
  readonly classify?: (source: BatchSource, noise: NoiseSource, samples: number) => Program;
}

export type ProgramName = keyof Programs;

/** Which figure tells whether a model got better. */
export interface Watched {
  readonly figure: string;
  readonly better: 'lower' | 'higher';
}

/**
 * A model of some family: parameters in a store, and what it can record. Trainer, inference,
 * checkpoints, command line, worker and demo know no more of it than this.
 */
export interface Model {
  readonly architecture: Architecture;
  readonly store: Store;
  /** What the model takes of every row of data. */
  readonly fields: readonly Field[];
  /** Figures that are sums of terms, by the terms' names; they are reported before the terms. */
  readonly figures: Readonly<Record<string, readonly string[]>>;
  /** The figure that early stopping compares. */
  readonly watched: Watched;
  /** Sizes of a latent code, of a model that has one. */
  readonly latent?: { readonly size: number };
  /** Columns of a field that the model decodes under and does not model. */
  readonly condition?: { readonly field: string; readonly first: number; readonly size: number };
  /** What a file with the decoder alone says besides the architecture, by key. */
  readonly decoderNotes?: Readonly<Record<string, string>>;
  objective(graph: Graph, request: ObjectiveRequest): Objective;
  readonly programs: Programs;
  /** Its layers in order, with shapes and parameters. */
  describe(): readonly LayerDescription[];
}
