import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Two diagonal Gaussians weighted by their precisions: the mean is the weighted mean of theirs, the
 * precision is the sum of theirs. Variances are exponentials here, where the authors have softplus.
 * Source: Sønderby et al., "Ladder variational autoencoders", 2016, equations 17 to 19.
 *
 * @param q `[M, 2L]`: mu, then logvar
 * @param p `[M · samples, 2L]`; the samples of a row are adjacent and share its q
 * @returns `[M · samples, 2L]`: mu, then logvar
 */
export function mergeGaussians(
  graph: Graph,
  q: Tensor,
  p: Tensor,
  { name }: { name: string },
): Tensor {
  const merged = graph.activation(name, p.shape);
  graph.record({
    label: name,
    inputs: [q, p],
    outputs: [merged],
    forward: [
      dispatch('merge_gaussians_forward', `${name}.forward`, {
        bindings: { q, p, merged },
        slots: {},
      }),
    ],
    backward(pass) {
      const dmerged = pass.gradientOf(merged);
      if (!dmerged) return;
      const [dq, dp] = [pass.gradientInto(q), pass.gradientInto(p)];
      if (!dq && !dp) return;
      pass.record(
        dispatch('merge_gaussians_backward', `${name}.backward`, {
          bindings: {
            q,
            p,
            dmerged,
            dq: dq?.tensor ?? pass.scratch(`${name}.dq`, q.shape),
            dp: dp?.tensor ?? pass.scratch(`${name}.dp`, p.shape),
          },
          slots: {},
          constants: {
            ACCUMULATE_Q: dq?.accumulate ?? false,
            ACCUMULATE_P: dp?.accumulate ?? false,
          },
        }),
      );
    },
  });
  return merged;
}
