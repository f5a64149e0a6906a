import type { Dispatch } from '../graph/plan.ts';
import { HEALTH } from '../graph/report.ts';
import { type ParameterGroup, wholeGradient, wholeState } from '../graph/store.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { clippingOf } from './optimizerUpdate.ts';
import { type OptimizerOptions, optimizerConstants } from './registry.ts';

/**
 * Records the optimizer step of a group, in place, which the device skips where a gate is shut. The step
 * record of such a group holds its scalars without Adam's bias correction.
 * @param every the group's update is in one of so many steps
 */
export type Gate = (
  group: ParameterGroup,
  options: OptimizerOptions,
  every: number,
) => readonly Dispatch[];

/**
 * A gate that is shut in steps that leave a group as it is: its parameters, its moments and the number of
 * updates that Adam's bias correction follows.
 * @param open `[2]`, 0 at `place` where the gate is shut, such as `balance` makes it
 * @param skipped a variable of the store, `[1]`, 0 at first: the number of skipped updates
 */
export function gateOf(open: Tensor, place: number, skipped: Tensor): Gate {
  return (group, options, every) => {
    const { name, number } = group;
    const GROUP = number > 0 ? { GROUP: number } : {};
    const constants = optimizerConstants(options);
    const { BETA1 = 0, BETA2 = 0 } = constants;
    const { clip, dispatches } = clippingOf(group, options);
    const scalars: Tensor = {
      name: `${name}.scalars`,
      shape: [4],
      dtype: 'f32',
      role: 'activation',
    };
    return [
      ...dispatches,
      dispatch('gated_scalars', scalars.name, {
        bindings: { open, skipped, scalars, health: HEALTH },
        slots: {},
        constants: {
          PLACE: place,
          EVERY: every,
          LOG_BETA1: logOf(BETA1),
          LOG_BETA2: logOf(BETA2),
          ...GROUP,
        },
      }),
      dispatch('gated_update', `${name}.${options.optimizer}`, {
        bindings: {
          state: wholeState(group),
          gradient: wholeGradient(group),
          scalars,
          health: HEALTH,
        },
        slots: { optimizer: { choice: options.optimizer, bindings: {} }, clip },
        constants,
      }),
    ];
  };
}

/** Moments without decay, and those of optimizers without betas, are not corrected. */
function logOf(beta: unknown): number {
  return Number(beta) > 0 ? Math.log(Number(beta)) : 0;
}
