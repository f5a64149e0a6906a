// @ts-check

/** @import { Fault } from './types.ts' */

/**
 * Tests that compare one kernel with its twin.
 * @param {string} kernel
 */
const twins = (kernel) => ({ files: ['tests/kernels/twins.test.ts'], name: `^${kernel} ` });

const fusion = { files: ['tests/fusion/likelihoods.test.ts'], name: 'makes the loss' };
const estimate = { files: ['tests/training/nllEstimate.test.ts'] };
const models = { files: ['tests/models/likelihoodGradients.test.ts'] };
const sampled = {
  files: ['tests/parity/objectiveTraining.test.ts'],
  name: 'several samples of given noise',
};

/** Faults in likelihoods and in bounds of several samples. @type {readonly Fault[]} */
export const likelihoodFaults = [
  {
    name: 'poisson-without-factorial',
    category: 'formula',
    file: 'shaders/slots/likelihood/poisson.wgsl',
    find: ' + log_gamma(x + 1.0)',
    replace: '',
    tests: twins('likelihood_forward'),
  },
  {
    name: 'laplace-scale-without-two',
    category: 'formula',
    file: 'shaders/slots/likelihood/laplace.wgsl',
    find: 'log(2.0 * SCALE)',
    replace: 'log(SCALE)',
    tests: twins('likelihood_forward'),
  },
  {
    name: 'categorical-normalizer-of-another-group',
    category: 'index',
    file: 'shaders/slots/likelihood/categorical.wgsl',
    find: 'return x * (normalizers[row * K4 + column4] - outputs);',
    replace: 'return x * (normalizers[row * K4] - outputs);',
    tests: twins('likelihood_forward'),
  },
  {
    name: 'gamma-recurrence-left-out',
    category: 'formula',
    file: 'shaders/shared/gamma.wgsl',
    find: 'return series - shift_loss(z);',
    replace: 'return series;',
    tests: twins('likelihood_forward'),
  },
  {
    name: 'negative-binomial-probability-of-failure',
    category: 'sign',
    file: 'shaders/shared/negative_binomial.wgsl',
    find: 'exp(clamp(log_dispersion - log_mean,',
    replace: 'exp(clamp(log_mean - log_dispersion,',
    tests: twins('likelihood_backward'),
  },
  {
    name: 'zeros-of-a-chance-of-their-own-alone',
    category: 'formula',
    file: 'shaders/shared/zero_inflated.wgsl',
    find: 'let zero = -max(zero_logit, -none) - log1p(exp(-abs(zero_logit + none)));',
    replace: 'let zero = -max(zero_logit, -none);',
    tests: twins('zero_inflated_nll_forward'),
  },
  {
    name: 'zeros-that-count-in-full',
    category: 'formula',
    file: 'shaders/shared/zero_inflated.wgsl',
    find: 'return select(vec4f(1.0), share, x == vec4f());',
    replace: 'return vec4f(1.0);',
    tests: twins('zero_inflated_nll_backward'),
  },
  {
    name: 'log-rates-of-a-softmax-without-its-gradient',
    category: 'formula',
    file: 'shaders/log_rates_backward.wgsl',
    find: 'dlog_rates[i] - exp(log_rates[i] - largest) * scale;',
    replace: 'dlog_rates[i];',
    tests: twins('log_rates_backward'),
  },
  {
    name: 'log-rates-without-the-total',
    category: 'formula',
    file: 'shaders/log_rates_forward.wgsl',
    find: 'log(max(total, LEAST_TOTAL)) - log(sum)',
    replace: '-log(sum)',
    tests: twins('log_rates_forward'),
  },
  {
    name: 'continuous-bernoulli-even-gradient',
    category: 'sign',
    file: 'shaders/shared/continuous_bernoulli.wgsl',
    find: 'let closed = sign(l) * (',
    replace: 'let closed = (',
    tests: twins('likelihood_backward'),
  },
  {
    name: 'gaussian-variance-without-floor',
    category: 'formula',
    file: 'shaders/shared/gaussian_density.wgsl',
    find: 'vec4f(80.0))) + FLOOR;',
    replace: 'vec4f(80.0)));',
    tests: twins('likelihood_forward'),
  },
  {
    name: 'sampled-kl-without-its-noise',
    category: 'formula',
    file: 'shaders/sampled_kl_forward.wgsl',
    find: ' - noise * noise',
    replace: '',
    tests: twins('sampled_kl_forward'),
  },
  {
    name: 'sampled-kl-gradient-overwritten',
    category: 'overwritten instead of accumulated',
    file: 'shaders/sampled_kl_backward.wgsl',
    find: 'dstats[mu_index + L] -= 0.5 * weights;',
    replace: 'dstats[mu_index + L] = -0.5 * weights;',
    tests: twins('sampled_kl_backward'),
  },
  {
    name: 'importance-bound-of-the-sum',
    category: 'formula',
    file: 'shaders/importance_bound_forward.wgsl',
    find: 'log(sum / f32(DRAWS))',
    replace: 'log(sum)',
    tests: twins('importance_bound_forward'),
  },
  {
    name: 'importance-weight-of-another-example',
    category: 'index',
    file: 'shaders/importance_bound_backward.wgsl',
    find: 'term_weight(id.x / DRAWS)',
    replace: 'term_weight(id.x % M)',
    tests: twins('importance_bound_backward'),
  },
  {
    name: 'broadcast-gradient-of-the-first-columns',
    category: 'index',
    file: 'shaders/broadcast_backward.wgsl',
    find: 'turn < (K + 63u) / 64u;',
    replace: 'turn < 1u;',
    tests: twins('broadcast_backward'),
  },
  {
    name: 'group-normalizer-maximum-not-carried',
    category: 'formula',
    file: 'shaders/group_normalizer.wgsl',
    find: 'sum = sum * exp(before - largest) + exp(logit - largest);',
    replace: 'sum = sum + exp(logit - largest);',
    tests: twins('group_normalizer'),
  },
  {
    name: 'likelihood-floor-not-passed-on',
    category: 'wiring',
    file: 'src/distributions/likelihoods/gaussian.ts',
    find: 'constants: { FLOOR: floor },',
    replace: 'constants: {},',
    tests: fusion,
  },
  {
    name: 'network-dispersion-of-the-means',
    category: 'wiring',
    file: 'src/ops/negativeBinomialNll.ts',
    find: 'bindings: { log_mean: logMean } },',
    replace: 'bindings: { log_mean: logDispersion } },',
    tests: models,
  },
  {
    name: 'fused-loss-keeps-the-slot-of-its-weight',
    category: 'fusion',
    file: 'src/fusion/forwardBackward.ts',
    find: 'slots: { ...forward.slots, ...slots },',
    replace: 'slots: { ...forward.slots, ...backward.slots },',
    tests: fusion,
  },
  {
    name: 'given-noise-for-one-sample',
    category: 'samples',
    file: 'src/training/singleStep.ts',
    find: 'const samples = drawn / batchSize;',
    replace: 'const samples = 1;',
    tests: sampled,
  },
  {
    name: 'nll-chunks-with-the-same-noise',
    category: 'random counter used twice',
    file: 'src/inference/nllEstimate.ts',
    find: 'counter: batch.number * chunks + passes.first + slot,',
    replace: 'counter: batch.number,',
    tests: estimate,
  },
  {
    name: 'nll-chunks-with-their-own-rows',
    category: 'random counter used twice',
    file: 'src/inference/nllEstimate.ts',
    find: 'counter: batch.number * chunks + passes.first + slot,',
    replace:
      'counter: batch.number * chunks + passes.first + slot, data_counter: batch.number * chunks + passes.first + slot,',
    tests: estimate,
  },
];
