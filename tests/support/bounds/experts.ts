import { logDensity } from '../../../src/reference/shared/mixture.ts';
import { momentsAt } from '../../../src/reference/shared/relative.ts';
import { termIndex } from '../../../src/reference/shared/step.ts';
import { modalitiesThere, subsetCounts } from '../../../src/reference/shared/subsets.ts';
import type { Bound } from './bound.ts';
import { expError, LOG_ERROR, sumError, TINY, ULP } from './numerics.ts';
import { none, number, size } from './values.ts';

/** Whole numbers, and one division. */
export const expertSubsetsBound: Bound<'expert_subsets'> = ({ expected }) => ({
  members: (expected.members ?? none).map(() => 0),
  counts: (expected.counts ?? none).map((value) => 3 * ULP * value),
});

/** A draw next to the border between two subsets may fall on either side. */
export const drawSubsetBound: Bound<'draw_subset'> = ({ context, values, choices }) => {
  const { M, MODALITIES, DRAWS } = context.constants;
  const { present = none, subsets = none } = values;
  const members = new Float64Array(M * DRAWS * MODALITIES);
  const doubt = choices.uniform === 'given' ? 1e-6 : 2 * ULP;
  for (let place = 0; place < M * DRAWS; place++) {
    const there = modalitiesThere(present, Math.floor(place / DRAWS), MODALITIES);
    const counted = subsets.filter((subset) => subsetCounts(subset, there, false)).length;
    const at = counted * context.slots.uniform(place, 0);
    if (Math.abs(at - Math.round(at)) > counted * doubt) continue;
    members.fill(1, place * MODALITIES, (place + 1) * MODALITIES);
  }
  return { members };
};

export const productOfExpertsForwardBound: Bound<'product_of_experts_forward'> = ({
  context,
  values,
  expected,
}) => {
  const { L, EXPERTS, SUBSETS } = context.constants;
  const { experts = none } = values;
  const product = (expected.product ?? none).map((value, i) => {
    const subset = Math.floor(i / (2 * L));
    const row = Math.floor(subset / SUBSETS);
    let [means, logvars] = [0, 0];
    for (let x = 0; x < EXPERTS; x++) {
      const [mu, logvar] = momentsAt(experts, row * EXPERTS + x, i % L, L);
      means += Math.abs(mu);
      logvars = Math.max(logvars, Math.abs(logvar));
    }
    const share = expError(2 * logvars) + (4 + EXPERTS) * ULP;
    const ofMean = 2 * means * share + TINY;
    return i % (2 * L) < L ? ofMean : LOG_ERROR + share + 4 * ULP * (logvars + Math.abs(value));
  });
  return { product };
};

export const productOfExpertsBackwardBound: Bound<'product_of_experts_backward'> = ({
  context,
  values,
}) => {
  const { L, EXPERTS, SUBSETS } = context.constants;
  const { experts = none, product = none, dproduct = none } = values;
  const dexperts = (values.dexperts ?? none).map((before, i) => {
    const place = Math.floor(i / (2 * L));
    const row = Math.floor(place / EXPERTS);
    const [muX, logvarX] = momentsAt(experts, place, i % L, L);
    let error = 0;
    let magnitude = 0;
    for (let subset = row * SUBSETS; subset < (row + 1) * SUBSETS; subset++) {
      const [mu, logvar] = momentsAt(product, subset, i % L, L);
      const [dmu, dlogvar] = momentsAt(dproduct, subset, i % L, L).map(Math.abs) as [
        number,
        number,
      ];
      const apart = Math.abs(logvar) + Math.abs(logvarX);
      const share = Math.min(1, Math.exp(logvar - logvarX));
      const moved = dlogvar + (Math.abs(muX) + Math.abs(mu)) * dmu;
      const whole = i % (2 * L) < L ? dmu : moved;
      error += share * whole * (expError(apart) + apart * ULP + 6 * ULP) + TINY * (1 + whole);
      magnitude += share * whole;
    }
    return error + sumError(SUBSETS, magnitude) + 2 * ULP * Math.abs(before) + TINY;
  });
  return { dexperts };
};

/** Zero outside the ring slot that the step writes. */
export const weighTermsForwardBound: Bound<'weigh_terms_forward'> = ({ context, values }) => {
  const { M, C, DRAWS, COLUMN, RING } = context.constants;
  const terms = new Float64Array(M * DRAWS * RING);
  for (let row = 0; row < M * DRAWS; row++) {
    const i = termIndex(context.step, RING, M * DRAWS, row);
    const weight = size(values.weights, Math.floor(row / DRAWS) * C + COLUMN);
    terms[i] = 2 * ULP * weight * size(values.given, i) + 2 * TINY;
  }
  return { terms };
};

export const weighTermsBackwardBound: Bound<'weigh_terms_backward'> = ({ context, values }) => {
  const { C, DRAWS, COLUMN } = context.constants;
  const dterm = (values.dterm ?? none).map((before, row) => {
    const weight = size(values.weights, Math.floor(row / DRAWS) * C + COLUMN);
    const all = weight * Math.abs(context.slots.term_weight(row));
    return 2 * ULP * (all + Math.abs(before)) + 2 * TINY;
  });
  return { dterm };
};

export const subsetDensityForwardBound: Bound<'subset_density_forward'> = ({
  context,
  values,
  expected,
}) => {
  const { step, constants } = context;
  const { M, L, SUBSETS, DRAWS, C, COLUMN, RING } = constants;
  const { z = none, stats = none } = values;
  const terms = new Float64Array(M * DRAWS * RING);
  const shares = new Float64Array(M * DRAWS * SUBSETS);
  for (let code = 0; code < Math.min(M, step.row_count) * DRAWS; code++) {
    const own = Array.from({ length: SUBSETS }, (_, s) => Math.floor(code / DRAWS) * SUBSETS + s);
    const weighted = own.filter((k) => number(values.weights, k * C + COLUMN) > 0.5);
    let exponent = 0;
    let largest = 0;
    for (const k of weighted) {
      let magnitude = Math.abs(Math.log(number(values.weights, k * C + COLUMN) / SUBSETS));
      let functions = 0;
      for (let l = 0; l < L; l++) {
        const [mu, logvar] = momentsAt(stats, k, l, L);
        const scaled = (number(z, code * L + l) - mu) ** 2 * Math.exp(-logvar);
        magnitude += Math.log(2 * Math.PI) + Math.abs(logvar) + scaled;
        functions += scaled * (expError(logvar) + 4 * ULP);
      }
      const error = LOG_ERROR + 0.5 * (sumError(3 * L, magnitude) + functions) + ULP * magnitude;
      exponent = Math.max(exponent, error);
      largest = Math.max(largest, magnitude);
    }
    const merged = LOG_ERROR + (SUBSETS + 2) * expError(2) + 2 * ULP * largest;
    const i = termIndex(step, RING, M * DRAWS, code);
    terms[i] = weighted.length > 0 ? exponent + merged : 0;
    for (const [s, k] of own.entries()) {
      if (!weighted.includes(k)) continue;
      const joint =
        Math.log(number(values.weights, k * C + COLUMN) / SUBSETS) +
        logDensity(z, stats, { L, row: code, k });
      const apart = Math.abs(joint + number(expected.terms, i));
      const share = number(expected.shares, code * SUBSETS + s);
      shares[code * SUBSETS + s] = share * (3 * (exponent + merged) + 2 * expError(apart)) + TINY;
    }
  }
  return { terms, shares };
};

export const subsetDensityBackwardZBound: Bound<'subset_density_backward_z'> = ({
  context,
  values,
}) => {
  const { L, SUBSETS, DRAWS } = context.constants;
  const { stats = none } = values;
  const dz = (values.dz ?? none).map((before, i) => {
    const code = Math.floor(i / L);
    let [error, magnitude] = [0, 0];
    for (let s = 0; s < SUBSETS; s++) {
      const [mu, logvar] = momentsAt(stats, Math.floor(code / DRAWS) * SUBSETS + s, i % L, L);
      const scaled = Math.exp(-logvar) * (size(values.z, i) + Math.abs(mu));
      const product = size(values.shares, code * SUBSETS + s) * scaled;
      magnitude += product;
      // A share or a distance that is denormal may be flushed before it is scaled.
      error += product * (expError(logvar) + 4 * ULP) + TINY * (scaled + Math.exp(-logvar));
    }
    error += sumError(2 * SUBSETS, magnitude);
    const weight = Math.abs(context.slots.term_weight(code));
    return weight * error + 2 * ULP * Math.abs(before) + TINY * (1 + magnitude);
  });
  return { dz };
};

export const subsetDensityBackwardStatsBound: Bound<'subset_density_backward_stats'> = ({
  context,
  values,
}) => {
  const { L, SUBSETS, DRAWS } = context.constants;
  const { stats = none } = values;
  const dstats = (values.dstats ?? none).map((before, i) => {
    const subset = Math.floor(i / (2 * L));
    const isMean = i % (2 * L) < L;
    const [mu, logvar] = momentsAt(stats, subset, i % L, L);
    const precision = Math.exp(-logvar);
    let magnitude = 0;
    let flushed = 2 * ULP * Math.abs(before) + TINY;
    for (let d = 0; d < DRAWS; d++) {
      const code = Math.floor(subset / SUBSETS) * DRAWS + d;
      const weight = Math.abs(context.slots.term_weight(code));
      const share = size(values.shares, code * SUBSETS + (subset % SUBSETS));
      const distance = size(values.z, code * L + (i % L)) + Math.abs(mu);
      const scaled = precision * (isMean ? distance : 0.5 * distance ** 2);
      magnitude += weight * share * (isMean ? scaled : 0.5 + scaled);
      flushed += TINY * (weight + share) * (scaled + precision + 1);
    }
    return sumError(4 * DRAWS, magnitude) + (expError(logvar) + 6 * ULP) * magnitude + flushed;
  });
  return { dstats };
};

export const subsetMomentsBound: Bound<'subset_moments'> = ({ context, values, expected }) => {
  const { L, SUBSETS, C, COLUMN } = context.constants;
  const { stats = none } = values;
  const moments = (expected.moments ?? none).map((value, i) => {
    const row = Math.floor(i / (2 * L));
    let [means, spread, some] = [0, 0, false];
    for (let s = 0; s < SUBSETS; s++) {
      if (number(values.weights, (row * SUBSETS + s) * C + COLUMN) <= 0.5) continue;
      const [mu, logvar] = momentsAt(stats, row * SUBSETS + s, i % L, L);
      means = Math.max(means, Math.abs(mu));
      spread = Math.max(spread, expError(logvar));
      some = true;
    }
    const ofMean = (2 * SUBSETS + 4) * ULP * means + TINY;
    if (i % (2 * L) < L) return ofMean;
    // The squares of distances cancel where the means are far from 0.
    const squares = 8 * means * ofMean + 4 * ULP * means ** 2;
    const variance = Math.exp(value);
    const relative = spread + (2 * SUBSETS + 8) * ULP + (squares + TINY) / variance;
    return some ? LOG_ERROR + relative + 4 * ULP * Math.abs(value) : 0;
  });
  return { moments };
};
