import type { Graph } from '../graph/graph.ts';
import { HEALTH } from '../graph/report.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * A matrix of weights divided by its largest singular value, which one power iteration from `u` estimates.
 * In training `u` is then what the iteration made of it, once for each application, as in
 * `torch.nn.utils.spectral_norm`. Singular vectors count as constants in the gradient. Source: Miyato et al.,
 * "Spectral normalization for generative adversarial networks", 2018.
 *
 * @param weight `[N, K]`
 * @param options.u a variable of the store, `[N]`, not zero
 * @param options.training true if `u` is kept
 * @returns `[N, K]`
 */
export function spectralWeight(
  graph: Graph,
  weight: Tensor,
  { name, u, training }: { name: string; u: Tensor; training: boolean },
): Tensor {
  const [N = 0, K = 0] = weight.shape;
  const y = graph.activation(name, [N, K]);
  const made = (part: string, size: number) => graph.activation(`${name}.${part}`, [size]);
  const [columns, rows] = [made('columns', K), made('rows', N)] as const;
  const vectors = { left: made('left', N), right: made('right', K), sigma: made('sigma', 1) };
  const { sigma } = vectors;
  graph.record({
    label: name,
    inputs: [weight],
    outputs: [y, ...(training ? [u] : [])],
    forward: [
      dispatch('spectral_columns', `${name}.columns`, {
        bindings: { weight, u, columns },
        slots: {},
      }),
      dispatch('spectral_rows', `${name}.rows`, { bindings: { weight, columns, rows }, slots: {} }),
      dispatch('spectral_vectors', `${name}.vectors`, {
        bindings: { columns, rows, ...vectors },
        slots: {},
      }),
      ...(training
        ? [
            dispatch('keep', `${name}.keep`, {
              bindings: { values: vectors.left, variable: u, health: HEALTH },
              slots: {},
            }),
          ]
        : []),
      dispatch('spectral_weight', `${name}.forward`, { bindings: { weight, sigma, y }, slots: {} }),
    ],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dweight = dy && pass.gradientInto(weight);
      if (!dweight) return;
      const parts = pass.scratch(`${name}.parts`, [N]);
      pass.record(
        dispatch('spectral_dots', `${name}.backward_dots`, {
          bindings: { dy, y, parts },
          slots: {},
        }),
      );
      pass.record(
        dispatch('spectral_backward', `${name}.backward`, {
          bindings: { dy, parts, ...vectors, dweight: dweight.tensor },
          slots: {},
          constants: { ACCUMULATE: dweight.accumulate },
        }),
      );
    },
  });
  return y;
}
