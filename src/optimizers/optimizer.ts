import type { Dispatch } from '../graph/plan.ts';
import type { StatePart } from '../graph/stateLayout.ts';
import { MAX_GROUPS } from '../graph/store.ts';
import type { Definition } from '../kernels/definitions.ts';
import type { HyperparameterName, Hyperparameters } from './hyperparameters.ts';

/** The step scalars of one group's optimizer, by their names in shaders/shared/optimizer_scalars.wgsl. */
export interface OptimizerScalars {
  /** The learning rate; for Adam divided by 1 - beta1^t. */
  readonly step_size: number;
  /** For Adam: sqrt(1 - beta2^t). */
  readonly bias_correction2_sqrt: number;
  /** For AdamW: learning rate · weight decay. */
  readonly decay: number;
}

/** Scalars without effect. An optimizer overrides those that its formula uses. */
export const NO_STEP: OptimizerScalars = { step_size: 0, bias_correction2_sqrt: 1, decay: 0 };

/** Packs the scalars of all groups in the layout of the step record, by group index. */
export function packOptimizerScalars(groups: readonly OptimizerScalars[]): number[] {
  return Array.from({ length: MAX_GROUPS }, (_, number) => groups[number] ?? NO_STEP).flatMap(
    ({ step_size, bias_correction2_sqrt, decay }) => [step_size, bias_correction2_sqrt, decay, 0],
  );
}

/** The host's description of an optimizer with the hyperparameters `K`. */
export interface OptimizerSpec<K extends HyperparameterName> extends Definition {
  /** The optimizer's hyperparameters, with torch.optim's defaults. */
  readonly defaults: Pick<Hyperparameters, K>;
  /** The parts of the state that its steps use and checkpoints store. */
  readonly keeps: readonly Exclude<StatePart, 'parameters'>[];
  /**
   * The reason why individually valid hyperparameters cannot be combined; undefined if they can.
   */
  readonly conflict?: (options: Pick<Hyperparameters, K>) => string | undefined;
  /** Constants of its shader. */
  readonly constants: (options: Pick<Hyperparameters, K>) => Dispatch['constants'];
  /**
   * Scalars of step `t` (from 1): values that include the learning rate, and values that lose
   * precision in f32.
   */
  readonly scalars: (
    t: number,
    learningRate: number,
    options: Pick<Hyperparameters, K>,
  ) => Partial<OptimizerScalars>;
}

/** An {@link OptimizerSpec} that accepts hyperparameters of any optimizer and fills in defaults. */
export interface Optimizer extends Definition {
  readonly defaults: Partial<Hyperparameters>;
  readonly keeps: OptimizerSpec<never>['keeps'];
  conflict(options: Partial<Hyperparameters>): string | undefined;
  constants(options: Partial<Hyperparameters>): Dispatch['constants'];
  scalars(t: number, learningRate: number, options: Partial<Hyperparameters>): OptimizerScalars;
}

export function defineOptimizer<K extends HyperparameterName>(spec: OptimizerSpec<K>): Optimizer {
  const complete = (given: Partial<Hyperparameters>): Pick<Hyperparameters, K> => {
    return { ...spec.defaults, ...given };
  };
  return {
    parts: spec.parts,
    defaults: spec.defaults,
    keeps: spec.keeps,
    conflict: (options) => spec.conflict?.(complete(options)),
    constants: (options) => spec.constants(complete(options)),
    scalars: (t, learningRate, options) => {
      return { ...NO_STEP, ...spec.scalars(t, learningRate, complete(options)) };
    },
  };
}
