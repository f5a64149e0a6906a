import type { Dispatch } from '../graph/plan.ts';
import { HEALTH } from '../graph/report.ts';
import { type ParameterGroup, wholeGradient } from '../graph/store.ts';
import type { Tensor } from '../graph/tensor.ts';
import { clipNormKernels } from '../kernels/catalogue/clipNorm.generated.ts';
import { dispatch } from '../kernels/dispatch.ts';

export const PARTS = [clipNormKernels];

/**
 * Maximum number of workgroups that square gradients: enough to fill a GPU, few enough for one
 * workgroup to sum their results.
 */
const MAX_PARTS = 256;

/** Elements that a workgroup of gradient_squares processes at a time: 64 vec4. */
const PART_WIDTH = 256;

/**
 * The scale that reduces the norm of a group's gradient to `most`, or 1 if the norm is smaller,
 * like torch.nn.utils.clip_grad_norm_. If the norm is NaN or infinite, the health is set.
 *
 * @returns `scale` [1], and the dispatches that compute it after all gradients of the group
 */
export function clipNorm(
  group: ParameterGroup,
  most: number,
): { readonly scale: Tensor; readonly dispatches: readonly Dispatch[] } {
  const parts = Math.min(MAX_PARTS, Math.ceil(group.size / PART_WIDTH));
  const gradient = wholeGradient(group);
  const squares = made(`${group.name}.gradient.squares`, parts);
  const scale = made(`${group.name}.gradient.scale`, 1);
  return {
    scale,
    dispatches: [
      dispatch('gradient_squares', squares.name, { bindings: { gradient, squares }, slots: {} }),
      dispatch('clip_scale', scale.name, {
        bindings: { squares, scale, health: HEALTH },
        slots: {},
        constants: { CLIP_NORM: most },
      }),
    ],
  };
}

function made(name: string, length: number): Tensor {
  return { name, shape: [length], dtype: 'f32', role: 'gradient' };
}
