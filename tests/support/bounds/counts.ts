import type { Bound } from './bound.ts';
import { negativeBinomial } from './likelihoods.ts';
import { termsBound } from './losses.ts';
import { expError, LOAD_ERROR, LOG_ERROR, SIGMOID_ERROR, sumError, TINY, ULP } from './numerics.ts';
import { none, number, size } from './values.ts';

/** The largest magnitude of a row. */
const largestOf = (values: Float64Array): number =>
  values.reduce((a, b) => Math.max(a, Math.abs(b)), 0);

/** Relative error of a softmax of exponents up to twice the largest magnitude. */
const softmaxError = (largest: number, K: number): number =>
  2 * (expError(2 * largest) + 2 * ULP * largest) + sumError(K, 1) + 4 * ULP;

/** Two logarithms, of a sum of exponents and of a total, and their sum with a logit. */
export const logRatesForwardBound: Bound<'log_rates_forward'> = ({
  context,
  values,
  choices,
  expected,
}) => {
  const { K } = context.constants;
  const largest = largestOf(values.logits ?? none);
  const load = LOAD_ERROR[choices.load ?? ''] ?? 0;
  const logarithms = 2 * LOG_ERROR + 4 * ULP * (Math.log(K) + 20);
  const relative = softmaxError(largest, K) + load + sumError(K, 1);
  return {
    log_rates: (expected.log_rates ?? none).map(
      (value) => logarithms + relative + 4 * ULP * (Math.abs(value) + 2 * largest),
    ),
  };
};

/** A share times a sum of gradients, its difference from a gradient, and a sum. */
export const logRatesBackwardBound: Bound<'log_rates_backward'> = ({
  context,
  values,
  expected,
}) => {
  const { K } = context.constants;
  return {
    dlogits: (expected.dlogits ?? none).map((value, i) => {
      const first = i - (i % K);
      const rates = (values.log_rates ?? none).subarray(first, first + K);
      const gradients = (values.dlog_rates ?? none).subarray(first, first + K);
      const sum = gradients.reduce((a, b) => a + Math.abs(b), 0);
      const share =
        Math.exp(number(values.log_rates, i)) / rates.reduce((a, b) => a + Math.exp(b), 0);
      return (
        share * (sumError(K, sum) + softmaxError(largestOf(rates), K) * sum) +
        2 * ULP * (size(values.dlog_rates, i) + Math.abs(value) + size(values.dlogits, i)) +
        TINY
      );
    }),
  };
};

/** The outputs at a place, and the errors of the negative binomial there. */
function placeOf(
  {
    context: {
      constants: { K, SAMPLES },
    },
    values,
  }: {
    readonly context: { readonly constants: { readonly K: number; readonly SAMPLES: number } };
    readonly values: Readonly<Record<string, Float64Array>>;
  },
  i: number,
) {
  const [l, s, g] = [values.log_mean, values.log_dispersion, values.zero_logit].map((of) =>
    number(of, i),
  ) as [number, number, number];
  const x = number(values.counts, Math.floor(Math.floor(i / K) / SAMPLES) * K + (i % K));
  const shared = { x, constants: {}, load: 0 };
  const ofMean = negativeBinomial('mean')({ ...shared, output: l, other: s });
  const ofDispersion = negativeBinomial('dispersion')({ ...shared, output: s, other: l });
  // At 0 the loss has no gamma functions. The probability that x comes from the negative binomial has its error.
  const atZero = Math.exp(s) * Math.log1p(Math.exp(l - s));
  const relative = expError(s) + expError(l - s) + 16 * ULP;
  const ofZero = atZero * relative + Math.exp(s) * LOG_ERROR + 8 * ULP * Math.abs(g);
  const functions = x === 0 ? ofZero : ofMean.functions;
  const share = x === 0 ? ofZero : 0;
  return { l, s, g, ofMean, ofDispersion, functions, share };
}

export const zeroInflatedNllForwardBound: Bound<'zero_inflated_nll_forward'> = (given) => {
  const { context } = given;
  const { K, SAMPLES } = context.constants;
  const terms = termsBound(context, SAMPLES, (row) => {
    const places = Array.from({ length: K }, (_, column) => placeOf(given, row * K + column));
    const magnitude = places.reduce(
      (sum, { ofMean, g }) => sum + ofMean.magnitude + 2 * Math.abs(g) + 2,
      0,
    );
    const functions = places.reduce(
      (sum, place) => sum + place.functions + 2 * LOG_ERROR + 16 * ULP,
      0,
    );
    return sumError(8 + Math.ceil(K / 256), magnitude) + functions;
  });
  return { terms };
};

export const zeroInflatedNllBackwardBound: Bound<'zero_inflated_nll_backward'> = (given) => {
  const { context, values, expected } = given;
  const { K } = context.constants;
  type Output = 'mean' | 'dispersion' | 'logit';
  const boundOf = (name: string, output: Output): Float64Array =>
    (expected[name] ?? none).map((value, i) => {
      const weight = Math.abs(context.slots.term_weight(Math.floor(i / K)));
      const before = size(values[name], i);
      // Without accumulation, a denormal may be flushed to zero.
      if (weight === 0) return before < TINY ? TINY : 0;
      const { l, s, ofMean, ofDispersion, share } = placeOf(given, i);
      const r = Math.exp(s);
      // Gradients of the negative binomial at 0 are at most this.
      const most = r * (Math.log1p(Math.exp(l - s)) + 1);
      const errors: Record<Output, number> = {
        mean: ofMean.gradient + most * (share + SIGMOID_ERROR),
        dispersion: ofDispersion.gradient + most * (share + SIGMOID_ERROR),
        logit: share + 2 * SIGMOID_ERROR + 4 * ULP,
      };
      return weight * (errors[output] + 2 * ULP) + 2 * ULP * Math.abs(value) + ULP * before;
    });
  return {
    dlog_mean: boundOf('dlog_mean', 'mean'),
    dlog_dispersion: boundOf('dlog_dispersion', 'dispersion'),
    dzero_logit: boundOf('dzero_logit', 'logit'),
  };
};
