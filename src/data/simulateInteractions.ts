import { assertOptions, type OptionRanges, SEED, wholeNumber } from '../checks.ts';
import { dropUndefined } from '../dropUndefined.ts';
import { streams } from '../random/streams.ts';
import { normalPair, threefry2x32, uniform01 } from '../random/threefry.ts';
import { type Dataset, toDataset } from './dataset.ts';
import { permutation } from './permutation.ts';

/**
 * First counter word of each kind of draw, so that no two draws are equal. The race of a user has 4
 * + user.
 */
const counters = { order: 0, activity: 1, taste: 2, affinity: 3, race: 4 } as const;

/** The numbers of users and items in MovieLens 100K. */
const DEFAULTS: SimulationOptions = { users: 943, items: 1682, tastes: 12, seed: 1 };

/** The minimum and maximum items per user in MovieLens 100K. */
const ACTIVITY = { least: 20, most: 737 } as const;

/**
 * Items of a user beyond the minimum are log-normal: the median, and the σ that gives the mean of
 * MovieLens, 106.
 */
const EXTRA = { median: 46, sigma: 1.16 } as const;

/**
 * Zipf-Mandelbrot popularity, (rank + offset)^-exponent. The offset flattens the head, as in real
 * catalogues.
 */
const POPULARITY = { offset: 800, exponent: 4 } as const;

/** σ of log affinities between tastes and items: how much tastes differ from overall popularity. */
const AFFINITY_SIGMA = 2;

/** σ of the logits of a user's mixture of tastes. At 3, one or two tastes dominate. */
const TASTE_SIGMA = 3;

const RANGES: OptionRanges<SimulationOptions> = {
  users: wholeNumber(1, 2 ** 24),
  items: wholeNumber(ACTIVITY.least + 1, 2 ** 24),
  tastes: wholeNumber(1, 2 ** 10),
  seed: SEED,
};

/** Options of {@link simulateInteractions}. */
export interface SimulationOptions {
  /** Rows. */
  readonly users: number;
  /** Columns. */
  readonly items: number;
  /** Number of latent tastes, the structure that a model can find. */
  readonly tastes: number;
  /** Any whole number from 0 to 2³² - 1. */
  readonly seed: number;
}

/**
 * Simulated implicit feedback, 1 if a user took an item, else 0: [users, items], `f32`. A
 * substitute with the size, density and long tails of MovieLens 100K (Harper & Konstan, "The
 * MovieLens datasets", 2015), which may not be redistributed.
 *
 * A user's mixture of tastes follows a logistic-normal distribution (Blei & Lafferty, 2007). The
 * weight of an item in a taste is its Zipf-Mandelbrot popularity times a log-normal affinity. A
 * user takes 20 items plus a log-normal number, one after another without replacement, with
 * probabilities proportional to the mixture's weights. Item numbers are independent of popularity.
 *
 * @param options Sizes and seed; those of MovieLens 100K and seed 1 by default.
 * @throws {ConfigError} naming an unknown option, or one that is not a whole number in its range.
 */
export function simulateInteractions(options: Partial<SimulationOptions> = {}): Dataset {
  assertOptions<SimulationOptions>('simulateInteractions', options, RANGES);
  const { users, items, tastes, seed } = { ...DEFAULTS, ...dropUndefined(options) };
  const weights = tasteWeights(items, tastes, seed);
  const data = new Float32Array(users * items);
  for (let user = 0; user < users; user++) {
    const appeal = mixed(weights, tasteMixture(user, tastes, seed));
    for (const item of take(appeal, activity(user, items, seed), user, seed)) {
      data[user * items + item] = 1;
    }
  }
  return toDataset(data, items, 'simulated interactions');
}

/** Weights of the items in each taste: [tastes][items]. The weights of each taste sum to 1. */
function tasteWeights(items: number, tastes: number, seed: number): Float64Array[] {
  const rank = permutation(items, seed, counters.order, streams.simulation);
  return Array.from({ length: tastes }, (_, taste) => {
    const weights = Float64Array.from({ length: items }, (_, item) => {
      const popularity = ((rank[item] as number) + POPULARITY.offset) ** -POPULARITY.exponent;
      const affinity = AFFINITY_SIGMA * normal(seed, counters.affinity, taste * items + item);
      return popularity * Math.exp(affinity);
    });
    return normalised(weights);
  });
}

/** Shares of the tastes for one user: [tastes], the softmax of independent normal logits. */
function tasteMixture(user: number, tastes: number, seed: number): Float64Array {
  const shares = Float64Array.from({ length: tastes }, (_, taste) =>
    Math.exp(TASTE_SIGMA * normal(seed, counters.taste, user * tastes + taste)),
  );
  return normalised(shares);
}

/** The mixture Σ share · weight over tastes: [items]. */
function mixed(weights: readonly Float64Array[], shares: Float64Array): Float64Array {
  const [first] = weights as [Float64Array, ...Float64Array[]];
  return first.map((_, item) =>
    weights.reduce((sum, of, taste) => sum + (shares[taste] as number) * (of[item] as number), 0),
  );
}

/** Number of items that a user takes. */
function activity(user: number, items: number, seed: number): number {
  const extra = EXTRA.median * Math.exp(EXTRA.sigma * normal(seed, counters.activity, user));
  return Math.min(ACTIVITY.least + Math.floor(extra), ACTIVITY.most, items);
}

/**
 * Draws `count` items without replacement, one after another with probabilities proportional to
 * `appeal`. It sorts exponential arrival times with these rates, whose order has this distribution
 * (Efraimidis & Spirakis, 2006).
 */
function take(appeal: Float64Array, count: number, user: number, seed: number): number[] {
  const arrival = appeal.map((rate, item) => {
    const [bits] = threefry2x32(seed, streams.simulation, counters.race + user, item);
    return -Math.log(uniform01(bits)) / rate;
  });
  const order = Array.from(arrival.keys());
  order.sort((a, b) => (arrival[a] as number) - (arrival[b] as number));
  return order.slice(0, count);
}

/** A standard normal draw. */
function normal(seed: number, purpose: number, index: number): number {
  return normalPair(...threefry2x32(seed, streams.simulation, purpose, index))[0];
}

function normalised(weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
