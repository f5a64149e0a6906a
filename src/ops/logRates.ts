import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { matrix } from './slots.ts';

/**
 * Log rates of counts: the softmax of the logits shares out the total of a row of `x`.
 *
 * @param logits `[M, K]`
 * @param x counts, `[M / samples, K]`; their totals have no gradient
 * @returns `[M, K]`
 */
export function logRates(
  graph: Graph,
  logits: Tensor,
  x: Tensor,
  { name, samples = 1 }: { name: string; samples?: number },
): Tensor {
  const rates = graph.activation(name, logits.shape);
  graph.record({
    label: name,
    inputs: [logits, x],
    outputs: [rates],
    forward: [
      dispatch('log_rates_forward', `${name}.forward`, {
        bindings: { logits, log_rates: rates },
        slots: { load: matrix(x) },
        constants: samples > 1 ? { SAMPLES: samples } : {},
      }),
    ],
    backward(pass) {
      const drates = pass.gradientOf(rates);
      const dlogits = drates && pass.gradientInto(logits);
      if (!dlogits) return;
      pass.record(
        dispatch('log_rates_backward', `${name}.backward`, {
          bindings: { log_rates: rates, dlog_rates: drates, dlogits: dlogits.tensor },
          slots: {},
          constants: { ACCUMULATE: dlogits.accumulate },
        }),
      );
    },
  });
  return rates;
}
