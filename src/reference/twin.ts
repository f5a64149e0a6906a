import type { KernelName } from '../graph/kernelName.generated.ts';
import type { ConstantValue } from '../kernels/catalogue.types.ts';
import type { KernelSlots, Kernels, SlotChoice, Slots } from '../kernels/names.ts';
import type { StepScalars } from '../kernels/step.ts';

/** One array for each binding of a shader, in the shader's order; logical and unpadded. */
type Values<Bindings extends readonly unknown[]> = {
  readonly [I in keyof Bindings]: Float64Array;
};

/** The specialised constants of a kernel and the modules it imports. */
type TwinConstants<K extends KernelName> = {
  readonly [C in keyof Kernels[K]['constants']]: Kernels[K]['constants'][C] extends { type: 'bool' }
    ? boolean
    : number;
};

/** Of the decoder's output at a place, counted without padding, and its target. */
type LikelihoodFunction = (row: number, column: number, output: number, target: number) => number;
/** One parameter and what the optimizer keeps beside it. */
interface OptimizerState {
  readonly w: number;
  readonly m: number;
  readonly v: number;
}

/** What a filled slot offers its kernel: the shader's functions, one element at a time. */
export interface SlotFunctions {
  readonly load: (row: number, column: number) => number;
  /** A whole number of a field. */
  readonly integer: (row: number, column: number) => number;
  readonly activation: (value: number) => number;
  /** The derivative at a position of the kernel's output, counted without padding. */
  readonly activation_gradient: (index: number) => number;
  readonly noise: (row: number, column: number) => number;
  /** Of a value of the data at a position of the batch. */
  readonly transform: (value: number, row: number, column: number) => number;
  /** What a latent dimension's KL counts in the gradient. */
  readonly kl_weight: (column: number) => number;
  /** The derivative, with respect to a KL, of what the objective makes of it and its goal. */
  readonly gate_rule: (kl: number, goal: number) => number;
  /** Of one output of the decoder and its target; the gradient is with respect to the output. */
  readonly likelihood: {
    readonly loss: LikelihoodFunction;
    readonly gradient: LikelihoodFunction;
  };
  /** The weight of a row of a loss term in what is differentiated. */
  readonly term_weight: (row: number) => number;
  /** The gradient, scaled by what the norm of all of them asks for. */
  readonly clip: (g: number) => number;
  readonly optimizer: (before: OptimizerState, g: number) => OptimizerState;
}

/** The slots that decide what a kernel computes; a product's variant decides only how. */
export type TwinSlot = keyof SlotFunctions;

/** Everything a kernel knows beside the tensors of its own bindings. */
export interface TwinContext<K extends KernelName> {
  readonly constants: TwinConstants<K>;
  readonly step: StepScalars;
  readonly slots: Pick<SlotFunctions, KernelSlots<K> & TwinSlot>;
}

/**
 * The same computation as a kernel, in float64: the shader's formula with nothing of its
 * launch, blocks or padding. Its arguments are the shader's bindings in the shader's order;
 * it writes into those that the shader writes.
 */
export type Twin<K extends KernelName> = (
  context: TwinContext<K>,
  ...bindings: Values<Kernels[K]['bindings']>
) => void;

/** What a slot may read of the kernel it fills. */
export interface SlotContext {
  /** Constants of the kernel and of the slot. */
  readonly constants: Readonly<Record<string, ConstantValue>>;
  readonly step: StepScalars;
}

/** Fills a slot: takes the slot file's bindings in their order and gives its function. */
export type SlotTwin<S extends TwinSlot, C extends SlotChoice<S>> = (
  context: SlotContext,
  ...bindings: BindingsOf<Slots[S][C]>
) => SlotFunctions[S];

type BindingsOf<Piece> = Piece extends { bindings: infer B extends readonly unknown[] }
  ? Values<B>
  : never;
