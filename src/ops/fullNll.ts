import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { sampleWeight } from './slots.ts';

/**
 * -log density of each row of x under N(mu, C Cᵀ) with a triangular factor C, in nats.
 *
 * @param x `[M / samples, L]`, without a gradient
 * @param of.gaussian mu, then the log of the squared diagonal of C, `[M, 2L]`
 * @param of.lower C below its diagonal, row by row: `[M, L (L - 1) / 2]`
 * @param samples Gaussians for each row of x; they are adjacent
 * @returns a loss term, `[ring, 1, M]`
 */
export function fullNll(
  graph: Graph,
  x: Tensor,
  { gaussian, lower }: { gaussian: Tensor; lower: Tensor },
  { name, samples = 1 }: { name: string; samples?: number },
): Tensor {
  const [rows = 0] = gaussian.shape;
  const terms = graph.terms(name, rows);
  const solved = graph.activation(`${name}.solved`, gaussian.shape);
  graph.record({
    label: name,
    inputs: [x, gaussian, lower],
    outputs: [terms, solved],
    forward: [
      dispatch('full_nll_forward', `${name}.forward`, {
        bindings: { gaussian, lower, x, terms, solved },
        slots: {},
        constants: { ...(samples > 1 && { SAMPLES: samples }) },
      }),
    ],
    backward(pass) {
      const weight = sampleWeight(pass, terms, samples);
      const dgaussian = weight && pass.gradientInto(gaussian);
      const dlower = weight && pass.gradientInto(lower);
      if (!dgaussian && !dlower) return;
      pass.record(
        dispatch('full_nll_backward', `${name}.backward`, {
          bindings: {
            gaussian,
            solved,
            dgaussian: dgaussian?.tensor ?? pass.scratch(`${name}.dgaussian`, gaussian.shape),
            dlower: dlower?.tensor ?? pass.scratch(`${name}.dlower`, lower.shape),
          },
          slots: { term_weight: weight.slot },
          constants: {
            ...weight.constants,
            ACCUMULATE_GAUSSIAN: dgaussian?.accumulate ?? false,
            ACCUMULATE_LOWER: dlower?.accumulate ?? false,
          },
        }),
      );
    },
  });
  return terms;
}
