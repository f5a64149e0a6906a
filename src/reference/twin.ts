import type { KernelName } from '../graph/kernelName.generated.ts';
import type { ConstantValue } from '../kernels/catalogue.types.ts';
import type { KernelSlots, Kernels, SlotChoice, Slots } from '../kernels/names.ts';
import type { StepScalars } from '../kernels/step.ts';
import type { OptimizerScalars } from '../optimizers/optimizer.ts';

/** One array for each binding of a shader, in the shader's order, without padding. */
type Values<Bindings extends readonly unknown[]> = {
  readonly [I in keyof Bindings]: Float64Array;
};

/** The specialised constants of a kernel and of its modules. */
type TwinConstants<K extends KernelName> = {
  readonly [C in keyof Kernels[K]['constants']]: Kernels[K]['constants'][C] extends { type: 'bool' }
    ? boolean
    : number;
};

/** A function of the decoder's output at a position, counted without padding, and its target. */
type LikelihoodFunction = (row: number, column: number, output: number, target: number) => number;
/** One parameter and its optimizer state. */
interface OptimizerState {
  readonly w: number;
  readonly m: number;
  readonly v: number;
}

/**
 * The functions that a filled slot provides to its kernel: the shader's functions, one element at a
 * time.
 */
export interface SlotFunctions {
  readonly load: (row: number, column: number) => number;
  /** A whole number of a field. */
  readonly integer: (row: number, column: number) => number;
  readonly activation: (value: number) => number;
  /** The derivative at an index of the kernel's output, counted without padding. */
  readonly activation_gradient: (index: number) => number;
  readonly noise: (row: number, column: number) => number;
  /** A draw from (0, 1). */
  readonly uniform: (row: number, column: number) => number;
  /** True if a step of a sequence is no padding. */
  readonly valid: (row: number, time: number) => boolean;
  /** Transforms a value of the data at a position of the batch. */
  readonly transform: (value: number, row: number, column: number) => number;
  /** Weight of a latent dimension's KL in the gradient. */
  readonly kl_weight: (column: number) => number;
  /** The derivative of the objective's KL rule, with its goal, with respect to the KL. */
  readonly gate_rule: (kl: number, goal: number) => number;
  /**
   * Functions of one output of the decoder and its target; the gradient is with respect to the
   * output.
   */
  readonly likelihood: {
    readonly loss: LikelihoodFunction;
    readonly gradient: LikelihoodFunction;
  };
  /** The weight of a loss term's row in the gradient. */
  readonly term_weight: (row: number) => number;
  /** The gradient, scaled to clip the total norm. */
  readonly clip: (g: number) => number;
  readonly optimizer: (
    before: OptimizerState,
    g: number,
    scalars: OptimizerScalars,
  ) => OptimizerState;
}

/** The slots that affect results; product variants only affect speed and rounding. */
export type TwinSlot = keyof SlotFunctions;

/** All inputs of a kernel except the tensors of its own bindings. */
export interface TwinContext<K extends KernelName> {
  readonly constants: TwinConstants<K>;
  readonly step: StepScalars;
  readonly slots: Pick<SlotFunctions, KernelSlots<K> & TwinSlot>;
}

/**
 * The computation of a kernel in float64: the shader's formula without its launch grid, blocks or
 * padding. Its arguments are the shader's bindings in order; it writes to the same bindings as the
 * shader.
 */
export type Twin<K extends KernelName> = (
  context: TwinContext<K>,
  ...bindings: Values<Kernels[K]['bindings']>
) => void;

/** The part of the kernel's context that a slot may read. */
export interface SlotContext {
  /** Constants of the kernel and of the slot. */
  readonly constants: Readonly<Record<string, ConstantValue>>;
  readonly step: StepScalars;
}

/** Fills a slot: takes the slot file's bindings in order and returns its function. */
export type SlotTwin<S extends TwinSlot, C extends SlotChoice<S>> = (
  context: SlotContext,
  ...bindings: BindingsOf<Slots[S][C]>
) => SlotFunctions[S];

type BindingsOf<Piece> = Piece extends { bindings: infer B extends readonly unknown[] }
  ? Values<B>
  : never;
