import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { sampleWeight } from './slots.ts';

/** The outputs of a decoder of zero-inflated counts, `[M, K]` each. */
interface ZeroInflated {
  readonly logMean: Tensor;
  readonly logDispersion: Tensor;
  /** Log odds that a count is 0 whatever the mean. */
  readonly zeroLogit: Tensor;
}

/**
 * -log p of each row of zero-inflated negative binomial counts, in nats.
 *
 * @param x counts, `[M / samples, K]`, without a gradient
 * @returns a loss term, `[ring, 1, M]`
 */
export function zeroInflatedNll(
  graph: Graph,
  x: Tensor,
  { logMean, logDispersion, zeroLogit }: ZeroInflated,
  { name, samples = 1 }: { name: string; samples?: number },
): Tensor {
  const { shape } = logMean;
  const terms = graph.terms(name, shape[0] ?? 0);
  const given = {
    log_mean: logMean,
    log_dispersion: logDispersion,
    zero_logit: zeroLogit,
    counts: x,
  };
  const ofSamples = samples > 1 && { SAMPLES: samples };
  graph.record({
    label: name,
    inputs: [logMean, logDispersion, zeroLogit, x],
    outputs: [terms],
    forward: [
      dispatch('zero_inflated_nll_forward', `${name}.forward`, {
        bindings: { ...given, terms },
        slots: {},
        constants: { ...ofSamples },
      }),
    ],
    backward(pass) {
      const weight = sampleWeight(pass, terms, samples);
      if (!weight) return;
      const [dmean, ddispersion, dlogit] = [logMean, logDispersion, zeroLogit].map((output) =>
        pass.gradientInto(output),
      );
      if (!dmean && !ddispersion && !dlogit) return;
      const unwanted = (of: string): Tensor => pass.scratch(`${name}.${of}`, shape);
      pass.record(
        dispatch('zero_inflated_nll_backward', `${name}.backward`, {
          bindings: {
            ...given,
            dlog_mean: dmean?.tensor ?? unwanted('dlog_mean'),
            dlog_dispersion: ddispersion?.tensor ?? unwanted('dlog_dispersion'),
            dzero_logit: dlogit?.tensor ?? unwanted('dzero_logit'),
          },
          slots: { term_weight: weight.slot },
          constants: {
            ...weight.constants,
            ...ofSamples,
            ACCUMULATE_MEAN: dmean?.accumulate ?? false,
            ACCUMULATE_DISPERSION: ddispersion?.accumulate ?? false,
            ACCUMULATE_LOGIT: dlogit?.accumulate ?? false,
          },
        }),
      );
    },
  });
  return terms;
}
