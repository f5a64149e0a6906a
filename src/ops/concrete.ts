import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type Noise, noiseSlot } from './noise.ts';

/** Samples of categorical variables. */
export interface ConcreteOptions {
  /** Name of the result. */
  readonly name: string;
  /** Its uniform draws decide. */
  readonly noise: Noise;
  /** Classes of each variable; neighbouring columns are the classes of one. */
  readonly classes: number;
  /** Samples per row; they are adjacent. 1 by default. */
  readonly samples?: number;
  /**
   * Index of the temperature among the step's targets, for relaxed samples. Without it samples are
   * one-hot and have no gradient.
   */
  readonly temperature?: number;
}

/**
 * Samples of categorical variables: one-hot, or relaxed to softmax((logits + Gumbel noise) /
 * temperature), through which gradients flow. Sources: Jang, Gu & Poole, "Categorical
 * reparameterization with Gumbel-softmax", 2017; Maddison, Mnih & Teh, "The concrete distribution", 2017.
 *
 * @param logits `[M, variables · classes]`
 * @returns `[M · samples, variables · classes]`
 */
export function concrete(
  graph: Graph,
  logits: Tensor,
  { name, noise, classes, samples = 1, temperature }: ConcreteOptions,
): Tensor {
  const [rows = 0, columns = 0] = logits.shape;
  const z = graph.activation(name, [rows * samples, columns]);
  const { slot, constants } = noiseSlot(noise);
  const shared = { CLASSES: classes, SAMPLES: samples, TARGET: temperature ?? 0 };
  graph.record({
    label: name,
    inputs: [logits],
    outputs: [z],
    forward: [
      dispatch('concrete_forward', `${name}.forward`, {
        bindings: { logits, z },
        slots: { uniform: slot },
        constants: { ...constants, ...shared, HARD: temperature === undefined },
      }),
    ],
    ...(temperature !== undefined && {
      backward(pass) {
        const dz = pass.gradientOf(z);
        const dlogits = dz && pass.gradientInto(logits);
        if (!dlogits) return;
        pass.record(
          dispatch('concrete_backward', `${name}.backward`, {
            bindings: { z, dz, dlogits: dlogits.tensor },
            slots: {},
            constants: { ...shared, ACCUMULATE: dlogits.accumulate },
          }),
        );
      },
    }),
  });
  return z;
}
