import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { ForwardPass } from '../../layers/layer.ts';
import type { Stack } from '../../layers/stack.ts';
import type { Dense } from '../../ops/dense.ts';
import type { Noise } from '../../ops/noise.ts';

/** A level with its parameters. */
export interface BuiltLevel {
  /** Dimensions of its code z. */
  readonly size: number;
  /** From what lies below, upwards. */
  readonly encoder: Stack;
  /** Mean and log variance of the code, from the encoder's output. */
  readonly posterior: Dense;
  /** From the code, downwards. */
  readonly decoder: Stack;
  /** Mean and log variance of the code below, from the decoder's output; none at the bottom. */
  readonly below?: Dense;
}

/** A code of a level. */
export interface LevelDraw {
  /** `[rows · samples, size]` */
  readonly z: Tensor;
  /** The noise of the draw, if it was drawn. */
  readonly noise?: Noise;
}

/** A level of an example. */
export interface InferredLevel extends LevelDraw {
  /** q(z | …), `[rows, 2 · size]`; with a row for each sample if it depends on a sampled level. */
  readonly q: Tensor;
  /** p(z | the level above), `[rows · samples, 2 · size]`; N(0, I) at the top. */
  readonly p: Tensor;
}

/** Where a level's code comes from: a sample of its Gaussian, or its mean. */
export type TakeCode = (
  graph: Graph,
  q: Tensor,
  at: { readonly level: number; readonly samples: number },
) => LevelDraw;

/** How a forward pass infers the levels of an example. */
export interface LevelsPass extends ForwardPass {
  /** Samples of each example. */
  readonly samples: number;
  readonly take: TakeCode;
}

/**
 * Records q of all levels and the codes taken from it.
 * @param x `[rows, input]`
 * @returns the level next to the data first
 */
type InferLevels = (
  graph: Graph,
  levels: readonly BuiltLevel[],
  x: Tensor,
  pass: LevelsPass,
) => readonly InferredLevel[];

/** The traits of a family of hierarchies: its order of inference, and its KLs. */
export interface LevelsKind {
  readonly infer: InferLevels;
  /** True if each level is conditioned on the ones above it, so that its KL has a closed form. */
  readonly downward: boolean;
}
