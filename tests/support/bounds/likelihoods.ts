import type { TwinContext } from '../../../src/reference/twin.ts';
import type { CaseValues } from '../preparedCase.ts';
import { expError, LOAD_ERROR, LOG_ERROR, SIGMOID_ERROR, TINY, ULP } from './numerics.ts';

/** One output and its target, with the likelihood's other bindings at the same place. */
interface Place {
  readonly output: number;
  readonly x: number;
  readonly other: number;
  readonly constants: Readonly<Record<string, unknown>>;
  /** Relative error of the target. */
  readonly load: number;
}

/** Bound on the difference between f32 arithmetic and the twin at one place. */
interface PlaceError {
  /** Sum of the magnitudes that the loss is added up from, and the error of its functions. */
  readonly magnitude: number;
  readonly functions: number;
  readonly gradient: number;
}

type ErrorOf = (place: Place) => PlaceError;

const bernoulli: ErrorOf = ({ output, x, load }) => {
  const logit = Math.abs(output);
  return {
    magnitude: logit * (1 + x) + Math.LN2,
    functions: LOG_ERROR + expError(logit) * Math.exp(-logit) + load * logit * x,
    gradient: SIGMOID_ERROR + 3 * ULP, // sigmoid, target
  };
};

const continuousBernoulli: ErrorOf = (place) => {
  const { magnitude, functions, gradient } = bernoulli(place);
  // The normaliser's logarithm has an argument of a few roundings; 1 / l - 1 / sinh(l) is made
  // from numbers of up to 2.
  return {
    magnitude: magnitude + 2 + Math.log1p(Math.abs(place.output)),
    functions: functions + 2 * LOG_ERROR + 16 * ULP,
    gradient: gradient + 40 * ULP,
  };
};

/** (x - mu)² / variance, where the variance has a relative error. */
function gaussian(mu: number, x: number, variance: number, relative: number) {
  const difference = Math.abs(x - mu);
  const rounding = ULP * (Math.abs(x) + Math.abs(mu));
  const square = difference ** 2 / variance;
  return {
    difference,
    rounding,
    square,
    error: square * (relative + 8 * ULP) + (2 * difference * rounding) / variance,
  };
}

const gaussianFixed: ErrorOf = ({ output, x, constants }) => {
  const variance = Number(constants.SIGMA) ** 2;
  const { square, error, difference, rounding } = gaussian(output, x, variance, 4 * ULP);
  return {
    magnitude: 0.5 * square + Math.abs(Math.log(variance)) + 1,
    functions: error + LOG_ERROR,
    gradient: (6 * ULP * difference + rounding) / variance,
  };
};

/** @param output whether the outputs are means or log variances */
const learnedGaussian =
  (output: 'mu' | 'logvar'): ErrorOf =>
  (place) => {
    const [mu, logvar] =
      output === 'mu' ? [place.output, place.other] : [place.other, place.output];
    // Exponents are limited to ±80, as are the values in tests.
    const variance = Math.exp(logvar) + Number(place.constants.FLOOR);
    const relative = expError(logvar) + 2 * ULP;
    const { square, error, difference, rounding } = gaussian(mu, place.x, variance, relative);
    const share = Math.exp(logvar) / variance;
    const ofMu = (difference * (relative + 6 * ULP) + rounding) / variance;
    const ofLogvar =
      share * ((1 + square) * (2 * relative + 8 * ULP) + error) + 4 * ULP * (1 + square);
    return {
      magnitude: 0.5 * square + Math.abs(Math.log(variance)) + 2,
      functions: error + relative + LOG_ERROR,
      gradient: output === 'mu' ? ofMu : ofLogvar,
    };
  };

const laplace: ErrorOf = ({ output, x, constants }) => {
  const scale = Number(constants.SCALE);
  const distance = Math.abs(x - output);
  // A denormal distance may be flushed to zero, which has another sign.
  const flipped = distance < 2 * TINY ? 1 / scale : 0;
  return {
    magnitude: (Math.abs(x) + Math.abs(output)) / scale + Math.abs(Math.log(2 * scale)),
    functions: (4 * ULP * distance) / scale + LOG_ERROR,
    gradient: (4 * ULP) / scale + flipped,
  };
};

/** log Γ(z): at most the series' terms at z + 8, and two logarithms. */
const gammaError = (z: number): number =>
  8 * ULP * (z + 8) * (1 + Math.log(z + 8)) + 2 * LOG_ERROR + 4 * ULP * Math.abs(Math.log(z));

const poisson: ErrorOf = ({ output, x }) => {
  const limited = Math.min(output, 80);
  const rate = Math.exp(limited);
  return {
    magnitude: rate + x * Math.abs(output) + 1,
    functions: rate * expError(limited) + gammaError(x + 1),
    gradient: rate * expError(limited) + 2 * ULP * (rate + x),
  };
};

/** @param output whether the outputs are log means or log dispersions */
export const negativeBinomial =
  (output: 'mean' | 'dispersion'): ErrorOf =>
  (place) => {
    const { x } = place;
    const [l, s] = output === 'mean' ? [place.output, place.other] : [place.other, place.output];
    const limited = Math.min(20, Math.max(-20, s));
    const r = Math.exp(limited);
    const softplus = (v: number) => Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v)));
    const p = 1 / (1 + Math.exp(s - l));
    const exponents = expError(limited) + expError(l - s) * Math.min(1, Math.exp(-Math.abs(l - s)));
    const relative = exponents + ULP * (8 + Math.abs(l) + Math.abs(s)) + expError(l - s);
    const logs = r * softplus(l - s) + x * softplus(s - l);
    const far = x * (1 + Math.log(r + x + 8)) + Math.abs(Math.log(r));
    const ofMean = r * p * relative + x * (1 - p) * relative + 2 * ULP * x;
    const digammas = r * (2 * LOG_ERROR + 8 * ULP * (1 + Math.log(r + x + 8)));
    return {
      magnitude: logs + far,
      functions:
        logs * relative + 4 * LOG_ERROR + 16 * ULP * far + gammaError(x + 1) + gammaError(8),
      gradient:
        output === 'mean'
          ? ofMean
          : 2 * ofMean +
            r * softplus(l - s) * relative +
            Math.min(digammas, far) +
            32 * ULP * (1 + x) +
            r * LOG_ERROR * Number(r < 64),
    };
  };

const categorical: ErrorOf = ({ output, x }) => {
  // Normalisers and totals are below 12 in magnitude.
  const distance = 12 + Math.abs(output);
  return {
    magnitude: x * distance,
    functions: 2 * ULP * x * distance,
    gradient: 12 * 4 * ULP + 2 * ULP * x,
  };
};

const errors: Readonly<Record<string, ErrorOf>> = {
  bernoulli,
  continuous_bernoulli: continuousBernoulli,
  gaussian_fixed: gaussianFixed,
  gaussian: learnedGaussian('mu'),
  gaussian_logvar: learnedGaussian('logvar'),
  laplace,
  poisson,
  negative_binomial: negativeBinomial('mean'),
  negative_binomial_dispersion: negativeBinomial('dispersion'),
  categorical,
};

/** Additional bindings of some likelihoods, with one value per place. */
const OTHERS = ['logvar', 'mu', 'log_mean', 'log_dispersion'] as const;

interface LikelihoodCase {
  readonly context: {
    readonly constants: { readonly K: number; readonly SAMPLES: number };
    readonly slots: Pick<TwinContext<'likelihood_forward'>['slots'], 'load'>;
  };
  readonly values: CaseValues;
  readonly choices: Readonly<Record<string, string>>;
}

/** The error at a row and column of the outputs. */
export function placeError(
  { context, values, choices }: LikelihoodCase,
  row: number,
  column: number,
): PlaceError {
  const { K, SAMPLES } = context.constants;
  const index = row * K + column;
  const bound = OTHERS.find((name) => values[name] !== undefined);
  const errorOf = errors[choices.likelihood ?? ''];
  if (!errorOf) throw new Error(`no error bound for likelihood "${choices.likelihood}"`);
  return errorOf({
    output: values.outputs?.[index] ?? 0,
    x: context.slots.load(Math.floor(row / SAMPLES), column),
    other: (bound && values[bound]?.[index]) ?? 0,
    constants: context.constants,
    load: LOAD_ERROR[choices.load ?? ''] ?? 0,
  });
}
