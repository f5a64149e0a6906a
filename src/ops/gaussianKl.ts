import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { assertSameShape } from './sameShape.ts';
import { sampleWeight } from './slots.ts';

/**
 * KL(q || p) of two diagonal Gaussians in each row, in nats.
 *
 * @param q `[M, 2L]`: mu, then logvar
 * @param p `[M, 2L]`: mu, then logvar
 * @param samples rows per example, which are adjacent
 * @returns a loss term, `[ring, 1, M]`
 * @throws ShapeError if the shapes differ
 */
export function gaussianKl(
  graph: Graph,
  q: Tensor,
  p: Tensor,
  { name, samples = 1 }: { name: string; samples?: number },
): Tensor {
  assertSameShape(name, q, p);
  const terms = graph.terms(name, q.shape[0] ?? 0);
  graph.record({
    label: name,
    inputs: [q, p],
    outputs: [terms],
    forward: [
      dispatch('gaussian_kl_forward', `${name}.forward`, {
        bindings: { q, p, terms },
        slots: {},
        constants: { ...(samples > 1 && { SAMPLES: samples }) },
      }),
    ],
    backward(pass) {
      const weight = sampleWeight(pass, terms, samples);
      if (!weight) return;
      const [dq, dp] = [pass.gradientInto(q), pass.gradientInto(p)];
      if (!dq && !dp) return;
      pass.record(
        dispatch('gaussian_kl_backward', `${name}.backward`, {
          bindings: {
            q,
            p,
            dq: dq?.tensor ?? pass.scratch(`${name}.dq`, q.shape),
            dp: dp?.tensor ?? pass.scratch(`${name}.dp`, p.shape),
          },
          slots: { term_weight: weight.slot },
          constants: {
            ...weight.constants,
            ACCUMULATE_Q: dq?.accumulate ?? false,
            ACCUMULATE_P: dp?.accumulate ?? false,
          },
        }),
      );
    },
  });
  return terms;
}
