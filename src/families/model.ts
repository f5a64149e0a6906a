import type { BatchSource } from '../data/batchSource.ts';
import type { Field } from '../data/field.ts';
import type { Table } from '../data/table.ts';
import type { Graph } from '../graph/graph.ts';
import type { Plan } from '../graph/plan.ts';
import type { Store } from '../graph/store.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Mode } from '../layers/layer.ts';
import type { LayerDescription } from '../layers/stack.ts';
import type { NoiseSource } from '../ops/noise.ts';
import type { Gate } from '../optimizers/gate.ts';
import type { Schedule } from '../schedules/schedule.ts';

/** The structure of a model as plain JSON, which is stored in files and sent to workers. */
export interface Architecture {
  /** Name of the family, which defines the other fields. */
  readonly family: string;
}

/** A loss term with one value per row. */
export interface Term {
  /** `[ring, 1, rows · samples]`, in nats unless the family says otherwise. */
  readonly tensor: Tensor;
  /** Rows per example; their mean is reported. 1 by default. */
  readonly samples?: number;
}

/** Loss terms by name. */
export type Terms = Readonly<Record<string, Term>>;

/**
 * A weight or target of a term: a number, or the value of a model option that follows a schedule.
 */
export type Amount = number | { readonly option: string; readonly schedule: Schedule };

/** One optimizer's part of a training step. */
export interface Update {
  /** The parameter group that the optimizer changes. */
  readonly group: string;
  /** Weights of the terms in the minimised sum, by term name. */
  readonly minimises: Readonly<Record<string, Amount>>;
  /** Parameters of the group that minimise another sum, if there are any. */
  readonly apart?: {
    readonly parameters: readonly Tensor[];
    /** Weights of the terms in their sum, by term name. */
    readonly minimises: Readonly<Record<string, Amount>>;
  };
  /**
   * Records a separate forward pass, which runs after the previous update, and returns its terms.
   * If omitted, the update shares the step's forward pass, which uses the parameters from before
   * the step.
   */
  readonly forward?: () => Terms;
  /** The update runs in steps 1, 1 + every, 1 + 2 · every, …; in every step by default. */
  readonly every?: number;
  /** Decides on the device if a step updates the group. Without it, every step does. */
  readonly gate?: Gate;
}

/** A training step as recorded by a model. */
export interface Objective {
  /** Terms of the shared forward pass, in report order. */
  readonly terms: Terms;
  /** In execution order, one per group. */
  readonly updates: readonly Update[];
  /** Targets of terms that have one, by index in the step record. */
  readonly targets?: readonly Amount[];
}

/** Arguments for recording a model's objective. */
export interface ObjectiveRequest {
  /** Where the rows of a batch come from. */
  readonly source: BatchSource;
  /** Tells if the step trains the model or only evaluates it. */
  readonly mode: Mode;
  /** Noise for sampling sites. */
  readonly noise: NoiseSource;
  /** The family's options, with defaults filled in. */
  readonly options: FamilyOptions;
}

/** Options of a family, by name; the family checks them. */
export type FamilyOptions = Readonly<Record<string, unknown>>;

/** A term of a compiled plan. After each burst it is summed over the rows of every batch. */
export interface ReportedTerm {
  /** Name of the term in reports. */
  readonly name: string;
  /** `[ring]` */
  readonly sums: Tensor;
  /** The term is computed once every `every` steps; see {@link Update.every}. */
  readonly every: number;
}

/** A plan with its inputs, outputs and terms by name. */
export interface Program {
  /** The recorded dispatches. */
  readonly plan: Plan;
  /** Tensors that the caller of the plan binds. */
  readonly inputs: Readonly<Record<string, Tensor>>;
  /** Tensors that are read after a run. */
  readonly outputs: Readonly<Record<string, Tensor>>;
  /** Loss terms that are summed after a run. */
  readonly terms: readonly ReportedTerm[];
}

/** Arguments for recording a program. */
export interface ProgramRequest {
  /** The rows of a pass; for programs that read data also the storage of their fields. */
  readonly source: BatchSource;
  /** Noise for sampling sites. */
  readonly noise: NoiseSource;
  /** Samples per row, for programs that sample. */
  readonly samples: number;
}

/** A use of a model beside training, such as encoding. */
export interface ProgramKind {
  /** Records the program. The inputs of its graph that are no data have `source.rows` rows. */
  readonly record: (request: ProgramRequest) => Program;
  /** True for a program that takes bursts of several steps, which `VAE.run` refuses. */
  readonly bursts?: true;
  /** Loads what recording needs in addition to the model. */
  readonly load?: () => Promise<void>;
  /**
   * Samples per row where the caller gives no number, from the options of the model's family; 1 by
   * default.
   */
  readonly samples?: (options: FamilyOptions) => number;
}

/**
 * The programs of a model by name. Those below have methods of their own, such as `VAE.encode`; a
 * model may have others, which `VAE.run` runs.
 */
export interface Programs {
  readonly [name: string]: ProgramKind | undefined;
  /** Rows of data → `stats` `[rows, 2 · latent]`: mean and log variance of the posterior. */
  readonly encode?: ProgramKind;
  /** Rows of data → `stats` and `z` `[rows, latent]`, one sample of each posterior. */
  readonly posterior?: ProgramKind;
  /**
   * Rows of data → `z` `[rows, latent]`, one sample of each posterior, `logRatio`, its log q(z | x) -
   * log p(z), and `priorNll`, its -log p(z), `[ring, 1, rows]` each; `probabilities` `[rows, latent]` too if
   * z is categorical. For posteriors without `stats`.
   */
  readonly density?: ProgramKind;
  /** `z` `[rows, latent]`, and `condition` for conditional models → `x`, the decoder's means. */
  readonly decode?: ProgramKind;
  /** Samples of the prior → `x`. Conditional models also take `condition`. */
  readonly sample?: ProgramKind;
  /** Samples of the prior of a hierarchy → `z` `[rows, latent]`. */
  readonly noise?: ProgramKind;
  /** Rows of data → `bound` `[ring, 1, rows]`: the importance-weighted upper bound of -log p(x). */
  readonly bound?: ProgramKind;
  /**
   * Rows of data → `reconstruction` and `kl` of each row's posterior, which each step of a burst then
   * improves for that row: in slot 0 those of the encoder's. Runs in bursts of as many steps as the ring of
   * the rows' source says.
   */
  readonly refine?: ProgramKind;
  /** Rows of several modalities → the means of each at the mean of the code, by its name. */
  readonly translate?: ProgramKind;
  /** The same at samples of the code, `[rows · samples, columns]` each. */
  readonly conditional?: ProgramKind;
  /**
   * Rows of data → `probabilities` `[rows · samples, classes]`. Samples of a row are adjacent. Those of
   * a categorical code are `[rows, latent]`.
   */
  readonly classify?: ProgramKind;
  /**
   * Rows of items → `items` and `scores` `[rows, samples]`: the columns that score highest, without those of
   * the row, and their scores. Past the last one stand the number of columns and 0.
   */
  readonly recommend?: ProgramKind;
  /** The same of all columns. */
  readonly rank?: ProgramKind;
  /** Rows of a table → `means` `[rows, width]`: the expected value of every cell. */
  readonly impute?: ProgramKind;
  /** The same of rows of which no value that is learned is there. */
  readonly imputeFromPrior?: ProgramKind;
}

/** The figure that measures the quality of a model, and its better direction. */
export interface Watched {
  /** Name of the figure, such as `elbo`. */
  readonly figure: string;
  /** Tells if lower or higher values are better. */
  readonly better: 'lower' | 'higher';
}

/** How the rows of callers become the fields of a model, and how its means become such rows. */
export interface GivenRows {
  /** The fields that callers give. */
  readonly fields: readonly Field[];
  /**
   * @returns the fields of the model, and `given`
   * @throws DataError for a value that the model does not take
   */
  read(given: Table): Table;
  /**
   * @param means as the model's programs give them
   * @param probabilities true keeps the probabilities of binary columns
   * @returns rows of the first field that callers give
   */
  values(means: Float32Array, probabilities?: boolean): Float32Array;
  /**
   * @param rows `given` of what `read` returned
   * @returns of each row, if no value that the model learns is there
   */
  unseen(rows: Float32Array): readonly boolean[];
}

/**
 * A model of any family: parameters in a store, and methods that record programs. Trainer,
 * inference, checkpoints, command line, worker and demo use only this interface.
 */
export interface Model {
  /** The complete architecture, as `Family.resolve` returned it. */
  readonly architecture: Architecture;
  /** The parameters. */
  readonly store: Store;
  /** The fields that the model reads from every row of data. */
  readonly fields: readonly Field[];
  /** The rows that callers give, where they are not those of the fields. */
  readonly given?: GivenRows;
  /** Figures that are sums of terms, as lists of term names. They are reported before the terms. */
  readonly figures: Readonly<Record<string, readonly string[]>>;
  /** The figure that early stopping compares. */
  readonly watched: Watched;
  /** Size of the latent code, if the model has one. */
  readonly latent?: {
    readonly size: number;
    /** Classes of each variable, if the code is categorical: neighbouring columns are those of one. */
    readonly classes?: number;
    /** The columns of each level of a hierarchy, the one next to the data first. */
    readonly levels?: readonly { readonly first: number; readonly size: number }[];
  };
  /**
   * The columns of a field that condition the decoder and are not modelled themselves. Columns from the first on are a
   * field of their own.
   */
  readonly condition?: { readonly field: string; readonly first: number; readonly size: number };
  /** Names of the domains between which the model translates. */
  readonly domains?: readonly [string, string];
  /** Additional metadata of a decoder file, by key. */
  readonly decoderNotes?: Readonly<Record<string, string>>;
  /** Records a training step, or the same step for evaluation. */
  objective(graph: Graph, request: ObjectiveRequest): Objective;
  /** Uses of the model beside training. */
  readonly programs: Programs;
  /** The layers in order, with output shapes and parameter counts. */
  describe(): readonly LayerDescription[];
}
