import type { OnnxExporter } from '../../formats/onnx/exporter.ts';
import type { OnnxGraph, OnnxValue } from '../../formats/onnx/graph.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { Definition } from '../../kernels/definitions.ts';
import type { Dense } from '../../ops/dense.ts';
import type { NoiseSource } from '../../ops/noise.ts';
import type { Schedule } from '../../schedules/schedule.ts';
import type { KindOptions } from '../kindOptions.ts';
import type { Divergence, Prior } from '../priors/prior.ts';

/** q(z | x) of a batch. */
export interface Posterior {
  /** Mean and log variance `[rows, 2 · latent]`, if the posterior has them. */
  readonly moments?: Tensor;
  /** True if it is the Gaussian of its moments, independent in each latent dimension. */
  readonly independent?: boolean;
  /** Records samples of every row. */
  sample(graph: Graph, at: { name: string; noise: NoiseSource; samples?: number }): Draw;
  /** KL(q || p) in closed form, if there is one for this prior. */
  divergence?(prior: Prior): Divergence | undefined;
  /** Records the probability of each class of each variable, `[rows, latent]`, if z is categorical. */
  probabilities?(graph: Graph, at: { name: string }): Tensor;
  /** The amounts that fill the targets that it allocated on its graph, in their order. */
  readonly targets?: readonly { readonly option: string; readonly schedule: Schedule }[];
}

/** Samples of a posterior. */
export interface Draw {
  /** `[rows · samples, latent]`; samples of a row are adjacent. */
  readonly z: Tensor;
  /** Samples per row. */
  readonly samples: number;
  /**
   * Records -log q(z | x) of each sample.
   * @returns a loss term, `[ring, 1, rows · samples]`, in nats
   */
  nll(graph: Graph, at: { name: string }): Tensor;
  /** log q(z | x) - log p(z) of each sample in one operation, if there is one for this prior. */
  logRatio?(prior: Prior): ((graph: Graph, at: { name: string }) => Tensor) | undefined;
  /**
   * The same samples with the parameters of q(z | x) held fixed in its density: gradients flow through
   * z alone. Only where such gradients exist.
   */
  readonly held?: Draw;
}

/** The interface through which a posterior declares its parameters in a model. */
export interface PosteriorContext {
  /** Dimensions of z. */
  readonly size: number;
  /** The store that gets the parameters. */
  readonly store: Store;
  /** The prior of the architecture; absent for N(0, I). */
  readonly prior?: KindOptions | undefined;
  /** Declares a layer without activation on the encoder's output. */
  readonly layer: (declaration: PosteriorLayer) => Dense;
}

/** A layer of a posterior on the encoder's output. */
export interface PosteriorLayer {
  /** Name of the layer, the prefix of its parameters' names. */
  readonly name: string;
  /** Outputs of the layer. */
  readonly units: number;
  /** Equal ranges of the outputs that have names of their own in files, with initial biases. */
  readonly parts?: readonly { readonly name: string; readonly bias?: number }[];
}

/** q(z | h) as a function of the encoder's output h. */
export interface PosteriorHead {
  /** Names of its layers, for descriptions of the model. */
  readonly name: string;
  /** Words that a description adds to its kind. */
  readonly note?: string;
  /** True if its posteriors have moments. */
  readonly moments: boolean;
  /** Classes of each variable, if z is categorical. */
  readonly classes?: number;
  /** p(z) of codes that no prior of the registry goes with. */
  readonly prior?: Prior;
  /**
   * The posterior of each row.
   * @param h `[rows, values]`
   * @param pass tells if it is trained or only evaluated
   */
  posterior(graph: Graph, h: Tensor, pass: { readonly training: boolean }): Posterior;
}

/** The interface through which a posterior is written as ONNX. */
export interface OnnxPosteriorContext {
  /** Receives the nodes. */
  readonly graph: OnnxGraph;
  /** Dimensions of z. */
  readonly size: number;
  /** Adds a layer without activation on the encoder's output: `[batch, units]`. */
  readonly layer: (name: string, units: number) => OnnxValue;
}

/** A statistic of a posterior that is written as ONNX: `[batch, size]`, or with columns of its own. */
export type OnnxStatistic = OnnxValue | { readonly value: OnnxValue; readonly columns: number };

/** Adds the nodes of a posterior to a graph. @returns its statistics by name */
export type OnnxPosterior<Options> = (
  context: OnnxPosteriorContext,
  options: Options,
) => Readonly<Record<string, OnnxStatistic>>;

/** A kind of posterior: its options besides `size`, and how it is built on an encoder. */
export interface PosteriorDefinition<Options> extends Definition {
  /** Loads what the options name, such as flows, before `resolve`. */
  readonly load?: (given: Partial<Options>) => Promise<void>;
  /**
   * Fills in defaults.
   * @throws ConfigError naming the option, the accepted values and the given value
   */
  readonly resolve: (given: Partial<Options>) => Options;
  /** Declares the parameters. */
  readonly build: (context: PosteriorContext, options: Options) => PosteriorHead;
  /** Loads how it is written as ONNX. Encoders with a posterior without it cannot be exported. */
  readonly onnx?: OnnxExporter<OnnxPosterior<Options>>;
}
