import type { Dispatch } from '../graph/plan.ts';
import type { StatePart } from '../graph/stateLayout.ts';
import { MAX_GROUPS } from '../graph/store.ts';
import type { Definition } from '../kernels/definitions.ts';
import type { HyperparameterName, Hyperparameters } from './hyperparameters.ts';

/** The step scalars of one group's optimizer, by their names in shaders/shared/optimizer_scalars.wgsl. */
export interface OptimizerScalars {
  /** The learning rate; of Adam divided by 1 - beta1^t. */
  readonly step_size: number;
  /** Of Adam: sqrt(1 - beta2^t). */
  readonly bias_correction2_sqrt: number;
  /** Of AdamW: learning rate · weight decay. */
  readonly decay: number;
}

/** Scalars that change nothing: an optimizer replaces those that its formula reads. */
export const NO_STEP: OptimizerScalars = { step_size: 0, bias_correction2_sqrt: 1, decay: 0 };

/** Lays out the scalars of every group, by the group's number, as the step record holds them. */
export function packOptimizerScalars(groups: readonly OptimizerScalars[]): number[] {
  return Array.from({ length: MAX_GROUPS }, (_, number) => groups[number] ?? NO_STEP).flatMap(
    ({ step_size, bias_correction2_sqrt, decay }) => [step_size, bias_correction2_sqrt, decay, 0],
  );
}

/** What the host must know of an optimizer that has the hyperparameters `K`. */
export interface OptimizerSpec<K extends HyperparameterName> extends Definition {
  /** The hyperparameters it has, with torch.optim's defaults. */
  readonly defaults: Pick<Hyperparameters, K>;
  /** The parts of the state that its steps depend on, and so those that a checkpoint holds. */
  readonly keeps: readonly Exclude<StatePart, 'parameters'>[];
  /** Why hyperparameters that are fine one by one do not go together; undefined if they do. */
  readonly conflict?: (options: Pick<Hyperparameters, K>) => string | undefined;
  /** Constants of its shader. */
  readonly constants: (options: Pick<Hyperparameters, K>) => Dispatch['constants'];
  /**
   * Step scalars of step `t` (from 1): what the learning rate is part of, and what loses its
   * digits in f32.
   */
  readonly scalars: (
    t: number,
    learningRate: number,
    options: Pick<Hyperparameters, K>,
  ) => Partial<OptimizerScalars>;
}

/** An {@link OptimizerSpec} that takes hyperparameters of any optimizer and fills in defaults. */
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
