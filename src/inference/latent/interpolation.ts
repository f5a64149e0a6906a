import {
  assertInRange,
  CHECKED_LATER,
  type OptionRanges,
  oneOf,
  shown,
  wholeNumber,
} from '../../checks.ts';
import { ConfigError, ShapeError } from '../../errors.ts';

/**
 * `linear`: along the straight line. `spherical`: along the great circle, with linearly
 * interpolated lengths.
 */
export type InterpolationMethod = 'linear' | 'spherical';

/** Options of {@link VAE.interpolate}. */
export interface InterpolationOptions {
  /** The straight line by default. */
  readonly method?: InterpolationMethod;
  /**
   * The levels of a hierarchy that go from `a` to `b`, 0 for that next to the data; the others stay those of
   * `a`. All by default.
   */
  readonly levels?: readonly number[];
}

const METHODS: readonly InterpolationMethod[] = ['linear', 'spherical'];

export const INTERPOLATION_RANGES: OptionRanges<InterpolationOptions> = {
  method: CHECKED_LATER,
  levels: {
    holds: (value) => Array.isArray(value) && value.every((level) => wholeNumber(0).holds(level)),
    wanted: 'a list of whole numbers from 0',
  },
};

/**
 * If the sine of the angle is below this, the vectors are nearly collinear, and the great circle is
 * undefined.
 */
const PARALLEL = 1e-4;

/**
 * Points between latents `a` and `b`, ends included: `[steps, L]`. With `spherical`, direction and
 * length change at constant rates, so that points between two samples of a high-dimensional
 * Gaussian have the length of samples. For nearly parallel, opposite or zero vectors it falls back
 * to the straight line. Source: White, "Sampling generative networks", 2016, section 2.1 (slerp).
 *
 * @throws ShapeError if `a` and `b` differ in length
 * @throws ConfigError for fewer than 2 steps or another method
 */
export function interpolateLatents(
  a: Float32Array,
  b: Float32Array,
  steps: number,
  method: InterpolationMethod = 'linear',
): Float32Array {
  if (a.length !== b.length) {
    throw new ShapeError(
      `interpolation takes two latents of one length, got ${a.length} and ${b.length}`,
    );
  }
  assertInRange('steps', wholeNumber(2), steps);
  assertInRange('method', oneOf(METHODS), method);
  const weights = method === 'linear' ? linear : spherical(a, b);
  const way = new Float32Array(steps * a.length);
  for (let step = 0; step < steps; step++) {
    const [ofA, ofB] = weights(step / (steps - 1));
    for (const [i, value] of a.entries()) {
      way[step * a.length + i] = ofA * value + ofB * (b[i] as number);
    }
  }
  return way;
}

/**
 * The end of a way along which only some levels of a hierarchy change: those of `b`, the others of `a`.
 * @param levels of the model
 * @throws ConfigError for a level that does not exist
 */
export function endOfLevels(
  a: Float32Array,
  b: Float32Array,
  levels: readonly { readonly first: number; readonly size: number }[] = [],
  chosen: readonly number[],
): Float32Array {
  if (levels.length === 0) {
    throw new ConfigError('this model has no levels: leave levels out');
  }
  const end = a.slice();
  for (const level of chosen) {
    const columns = levels[level];
    if (!columns) {
      throw new ConfigError(
        `levels must hold numbers of levels from 0 to ${levels.length - 1}, got ${shown(level)}`,
      );
    }
    const { first, size } = columns;
    end.set(b.subarray(first, first + size), first);
  }
  return end;
}

/** The weights of both ends for the point at `t` in [0, 1]. */
type Weights = (t: number) => readonly [number, number];

const linear: Weights = (t) => [1 - t, t];

function spherical(a: Float32Array, b: Float32Array): Weights {
  const lengthA = Math.sqrt(dot(a, a));
  const lengthB = Math.sqrt(dot(b, b));
  const cosine = dot(a, b) / (lengthA * lengthB);
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)));
  const sine = Math.sin(angle);
  // Also true for NaN, the result of a zero length.
  if (!(sine > PARALLEL)) return linear;
  return (t) => {
    const length = (1 - t) * lengthA + t * lengthB;
    return [
      (length * Math.sin((1 - t) * angle)) / (sine * lengthA),
      (length * Math.sin(t * angle)) / (sine * lengthB),
    ];
  };
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
}
