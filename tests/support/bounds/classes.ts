import { gumbel, logProbabilities } from '../../../src/reference/shared/classes.ts';
import { rowCounts, targetOf, termIndex } from '../../../src/reference/shared/step.ts';
import type { Bound } from './bound.ts';
import { expError, LOG_ERROR, sumError, TINY, ULP } from './numerics.ts';
import { none, size } from './values.ts';

/** Error of a uniform draw: the fit of the distribution function, where the caller gives normals. */
const DRAW_ERROR: Readonly<Record<string, number>> = { given: 1e-6, counter: 0 };

/** Error of log p and of Σ exp, relative: for logits of this magnitude. */
const logError = (classes: number, largest: number): number =>
  LOG_ERROR + expError(2 * largest) + sumError(classes, 1) + 8 * ULP * (largest + classes);

const largestOf = (values: Float64Array | undefined): number =>
  (values ?? none).reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** The error of the Gumbel value of a draw. */
function gumbelError(draw: number, error: number): number {
  const kept = Math.min(1 - 2 ** -24, Math.max(2 ** -24, draw));
  const log = -Math.log(kept);
  return (
    (LOG_ERROR + error / kept + ULP * log) / log + LOG_ERROR + 3 * ULP * Math.abs(Math.log(log))
  );
}

/** A relaxed sample is within the errors of its exponents, and a class that is nearly the largest may be it. */
export const concreteForwardBound: Bound<'concrete_forward'> = ({
  context,
  values,
  choices,
  expected,
}) => {
  const { M, K, CLASSES, SAMPLES, HARD, TARGET } = context.constants;
  const temperature = HARD ? 1 : targetOf(context.step, TARGET);
  const drawError = DRAW_ERROR[choices.uniform ?? ''] ?? 0;
  const z = new Float64Array(M * SAMPLES * K);
  for (let row = 0; row < M * SAMPLES; row++) {
    for (let first = 0; first < K; first += CLASSES) {
      const each = Array.from({ length: CLASSES }, (_, i) => {
        const logit = values.logits?.[Math.floor(row / SAMPLES) * K + first + i] ?? 0;
        const draw = context.slots.uniform(row, first + i);
        const value = (logit + gumbel(draw)) / temperature;
        const error = gumbelError(draw, drawError) / temperature + 5 * ULP * Math.abs(value);
        return { value, error };
      });
      const best = each.reduce((a, b) => (b.value > a.value ? b : a));
      const inDoubt = each.filter(({ value, error }) => best.value - value <= error + best.error);
      const most = Math.max(...each.map(({ error }) => error));
      const distance = Math.max(...each.map(({ value }) => best.value - value));
      for (let i = 0; i < CLASSES; i++) {
        const own = each[i] ?? best;
        const place = row * K + first + i;
        const share = size(expected.z, place);
        // Exponents that fall out of f32 give zero, or a value that may be flushed.
        const exponents = Math.expm1(Math.min(1, own.error + most + best.error));
        const functions = expError(Math.min(distance, 90)) * 2 + sumError(CLASSES, 1) + 8 * ULP;
        if (HARD) z[place] = inDoubt.length > 1 && inDoubt.includes(own) ? 1 : 0;
        else z[place] = Math.min(1, share * (exponents + functions) + 4 * TINY);
      }
    }
  }
  return { z };
};

export const concreteBackwardBound: Bound<'concrete_backward'> = ({ context, values }) => {
  const { M, K, CLASSES, SAMPLES, TARGET } = context.constants;
  const temperature = targetOf(context.step, TARGET);
  const dlogits = new Float64Array(M * K).map((_, i) => {
    let magnitude = 0;
    for (let s = 0; s < SAMPLES; s++) {
      const place = (Math.floor(i / K) * SAMPLES + s) * K + (i % K);
      const first = place - (i % CLASSES);
      let mean = size(values.dz, place);
      for (let c = first; c < first + CLASSES; c++) mean += size(values.z, c) * size(values.dz, c);
      magnitude += (size(values.z, place) * mean) / temperature;
    }
    const before = size(values.dlogits, i);
    return sumError(SAMPLES + CLASSES, magnitude) + 4 * ULP * (magnitude + before) + 8 * TINY;
  });
  return { dlogits };
};

export const categoricalKlForwardBound: Bound<'categorical_kl_forward'> = ({ context, values }) => {
  const { M, K, CLASSES, RING } = context.constants;
  const { step } = context;
  const largest = largestOf(values.logits);
  const terms = new Float64Array(M * RING);
  for (let row = 0; row < Math.min(M, step.row_count); row++) {
    const variables = K / CLASSES;
    // Σ p log p, the logarithm of a sum and log CLASSES, of each variable.
    const magnitude = variables * 2 * (Math.log(CLASSES) + 1);
    const functions = variables * logError(CLASSES, largest) * (Math.log(CLASSES) + 2);
    terms[termIndex(step, RING, M, row)] = sumError(variables, magnitude) + 2 * functions;
  }
  return { terms };
};

export const categoricalKlBackwardBound: Bound<'categorical_kl_backward'> = ({
  context,
  values,
  expected,
}) => {
  const { M, K, CLASSES } = context.constants;
  const largest = largestOf(values.logits);
  const dlogits = new Float64Array(M * K);
  for (let row = 0; row < M; row++) {
    const weight = Math.abs(context.slots.term_weight(row));
    for (const [column, log] of logProbabilities(values.logits ?? none, row, {
      K,
      CLASSES,
    }).entries()) {
      const place = row * K + column;
      const magnitude = Math.exp(log) * (Math.abs(log) + Math.log(CLASSES) + 1);
      const sums = 4 * logError(CLASSES, largest) * weight * magnitude;
      const whole = size(expected.dlogits, place) + size(values.dlogits, place);
      dlogits[place] = sums + 4 * ULP * whole + 4 * TINY * (1 + 2 * largest);
    }
  }
  return { dlogits };
};

export const categoricalNllBound: Bound<'categorical_nll'> = ({ context, values }) => {
  const { M, K, CLASSES, SAMPLES, RING } = context.constants;
  const { step } = context;
  const largest = largestOf(values.logits);
  const terms = new Float64Array(M * SAMPLES * RING);
  for (let row = 0; row < M * SAMPLES; row++) {
    if (!rowCounts(step, row, SAMPLES)) continue;
    const logs = logProbabilities(values.logits ?? none, Math.floor(row / SAMPLES), { K, CLASSES });
    let magnitude = 0;
    let functions = 0;
    for (const [column, log] of logs.entries()) {
      const share = size(values.z, row * K + column);
      magnitude += share * Math.abs(log);
      functions += share * logError(CLASSES, largest);
    }
    terms[termIndex(step, RING, M * SAMPLES, row)] = sumError(K, magnitude) + functions + TINY;
  }
  return { terms };
};
