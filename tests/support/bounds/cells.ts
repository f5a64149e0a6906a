import type { Bound } from './bound.ts';
import { placeError } from './likelihoods.ts';
import { likelihoodBackwardBound, TREE_DEPTH, termsBound } from './losses.ts';
import { sumError, TINY, ULP } from './numerics.ts';
import { none, number, size } from './values.ts';

/** As of a likelihood, where a value is observed. */
export const observedLikelihoodForwardBound: Bound<'observed_likelihood_forward'> = (given) => {
  const { context, values } = given;
  const { K, SAMPLES } = context.constants;
  const terms = termsBound(context, SAMPLES, (row) => {
    const first = Math.floor(row / SAMPLES) * K;
    const places = Array.from({ length: K }, (_, column) => column)
      .filter((column) => number(values.observed, first + column) !== 0)
      .map((column) => placeError(given, row, column));
    const magnitude = places.reduce((sum, place) => sum + place.magnitude, 0);
    const functions = places.reduce((sum, place) => sum + place.functions, 0);
    return sumError(TREE_DEPTH + Math.ceil(K / 256), magnitude) + functions;
  });
  return { terms };
};

/** A missing value gets no gradient at all: what stood there stays. */
export const observedLikelihoodBackwardBound: Bound<'observed_likelihood_backward'> = (given) => {
  const { context, values } = given;
  const { K, SAMPLES } = context.constants;
  const { doutputs = none } = likelihoodBackwardBound(given as never);
  return {
    doutputs: doutputs.map((error, i) => {
      const example = Math.floor(i / K / SAMPLES);
      if (number(values.observed, example * K + (i % K)) !== 0) return error;
      return size(values.doutputs, i) < TINY ? TINY : 0;
    }),
  };
};

export const weightedSamplesBound: Bound<'weighted_samples'> = ({ context, values }) => {
  const { M, DRAWS, K } = context.constants;
  const y = new Float64Array(M * K).map((_, i) => {
    const row = Math.floor(i / K);
    let magnitude = 0;
    for (let s = row * DRAWS; s < (row + 1) * DRAWS; s++) {
      magnitude += size(values.shares, s) * size(values.values, s * K + (i % K));
    }
    return (1 + DRAWS) * ULP * magnitude + DRAWS * TINY;
  });
  return { y };
};
