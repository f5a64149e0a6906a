import type { BackwardPass } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';

/** Gaussians with covariance D + U Uᵀ. */
export interface LowRankGaussian {
  /** Mean and log of D, `[M, 2L]`: mu, then logvar. */
  readonly gaussian: Tensor;
  /** U, row by row: `[M, L · rank]`. */
  readonly factor: Tensor;
}

/** Columns of U. */
export const rankOf = ({ gaussian, factor }: LowRankGaussian): number =>
  (2 * (factor.shape[1] ?? 0)) / (gaussian.shape[1] ?? 1);

/** Where the gradients of Gaussians go. A gradient that nothing takes goes into scratch memory. */
export function lowRankGradients(
  pass: BackwardPass,
  { gaussian, factor }: LowRankGaussian,
  name: string,
) {
  const [dgaussian, dfactor] = [pass.gradientInto(gaussian), pass.gradientInto(factor)];
  return {
    wanted: dgaussian !== undefined || dfactor !== undefined,
    bindings: () => ({
      dgaussian: dgaussian?.tensor ?? pass.scratch(`${name}.dgaussian`, gaussian.shape),
      dfactor: dfactor?.tensor ?? pass.scratch(`${name}.dfactor`, factor.shape),
    }),
    constants: {
      ACCUMULATE_GAUSSIAN: dgaussian?.accumulate ?? false,
      ACCUMULATE_FACTOR: dfactor?.accumulate ?? false,
    },
  };
}
