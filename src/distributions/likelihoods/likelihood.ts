import type { Domain } from '../../data/domain.ts';
import type { OnnxExporter } from '../../formats/onnx/exporter.ts';
import type { OnnxGraph, OnnxValue } from '../../formats/onnx/graph.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { Definition } from '../../kernels/definitions.ts';
import type { SlotArgument } from '../../kernels/dispatch.ts';
import { likelihood } from '../../ops/likelihood.ts';
import type { OutputLayer } from '../../ops/outputLayer.ts';
import type { OutputActivation } from '../../ops/slots.ts';

/** The interface through which a likelihood declares its parameters in a model. */
export interface LikelihoodContext {
  /** Columns of x. */
  readonly columns: number;
  /** The store that gets the parameters. */
  readonly store: Store;
  /**
   * Declares the layer that computes outputs from the decoder's last hidden layer. A width is a
   * multiple of the columns where a column has several outputs, which are adjacent.
   */
  readonly layer: (name: string, width: number) => OutputLayer;
  /**
   * Stands before every name of the likelihood: its layers, parameters and tensors. Each likelihood
   * of a model that has several needs one of its own, such as `label.`; empty if left out.
   */
  readonly prefix?: string;
}

/** A name of a likelihood in its model. */
export function prefixed({ prefix = '' }: Pick<LikelihoodContext, 'prefix'>, name: string): string {
  return `${prefix}${name}`;
}

/** p(x | h), where h `[M, H]` is a decoder's last hidden layer. */
export interface LikelihoodHead {
  /**
   * Records -log p(x | h) of each row, in nats.
   * @param x `[M / samples, columns]`
   * @param observed 0 for each value of `x` that is missing and counts nothing, `[M / samples, columns]`;
   *   given to likelihoods of tables alone, other than those of groups, to which a missing one is all zeros
   * @returns a loss term, `[ring, 1, M]`
   */
  loss(graph: Graph, h: Tensor, x: Tensor, samples: number, observed?: Tensor): Tensor;
  /** Records E[x | h], `[M, columns]`. For counts over groups these are shares that sum to 1. */
  mean(graph: Graph, h: Tensor): Tensor;
}

/** The interface through which a likelihood is written as ONNX. */
export interface OnnxLikelihoodContext extends Pick<LikelihoodContext, 'columns' | 'prefix'> {
  /** Receives the nodes. */
  readonly graph: OnnxGraph;
  /** Adds a layer without activation on the decoder's last hidden layer: `[batch, width]`. */
  readonly layer: (name: string, width: number) => OnnxValue;
}

/** Adds the nodes of E[x | h], `[batch, columns]`, to a graph. */
export type OnnxMean<Options> = (context: OnnxLikelihoodContext, options: Options) => OnnxValue;

/** A kind of likelihood: its options, and how it is built on a decoder. */
export interface LikelihoodDefinition<Options> extends Definition {
  /**
   * Fills in defaults. @throws ConfigError naming the option, the accepted values and the value
   * that it got
   */
  readonly resolve: (given: Partial<Options>) => Options;
  /** The values of x that it is defined for; all finite values by default. */
  readonly domain?: Domain;
  /**
   * Formula for E[x | h] from `y`, the outputs of the layer `fc4`. For users who decode in other
   * programs.
   */
  readonly meanFormula: (options: Options) => string;
  /** @throws ConfigError if the likelihood does not fit the columns */
  readonly build: (context: LikelihoodContext, options: Options) => LikelihoodHead;
  /** Loads how the mean is written as ONNX. Decoders of a kind without it cannot be exported. */
  readonly onnx?: OnnxExporter<OnnxMean<Options>>;
}

/** Names of the output layer for the means, and of the loss term. */
export const OUTPUT = 'fc4';
export const RECONSTRUCTION = 'reconstruction';

/** A likelihood with one output per column of x and no other parameters. */
export function oneOutput(
  context: LikelihoodContext,
  slot: SlotArgument<'likelihood'>,
  mean: OutputActivation,
  constants: Readonly<Record<string, number>> = {},
): LikelihoodHead {
  const output = context.layer(prefixed(context, OUTPUT), context.columns);
  return {
    loss: (graph, h, x, samples, observed) =>
      likelihood(graph, x, {
        name: prefixed(context, RECONSTRUCTION),
        outputs: [{ tensor: output(graph, h), slot }],
        constants,
        samples,
        observed,
      }),
    mean: (graph, h) => output(graph, h, mean),
  };
}
