import { describe, expect, it } from 'vitest';
import * as twins from '../../src/reference/slots/likelihood.ts';
import type { SlotContext, SlotFunctions } from '../../src/reference/twin.ts';
import { groupNormalizer } from '../../src/reference/twins/groupNormalizer.ts';
import { step } from '../support/scalars.ts';
import { tally } from '../support/tally.ts';
import {
  type Element,
  type LikelihoodBound,
  type LikelihoodPoints,
  likelihoodDeviation,
  likelihoodPoints,
} from './likelihoods.ts';

type LikelihoodTwin = SlotFunctions['likelihood'];

/** A twin with the parameters of some points, and its bound if it is not the default one. */
interface Compared {
  readonly twin: (points: LikelihoodPoints) => LikelihoodTwin;
  /** The twin as a function of its second output, if it has one. */
  readonly second?: (points: LikelihoodPoints) => LikelihoodTwin;
  readonly bound?: LikelihoodBound;
}

const none = new Float64Array();
/** A normaliser of up to 60 is rounded before it is subtracted from a logit. */
const OF_NORMALIZERS: LikelihoodBound = { roundings: 512 };
const categorical = (points: LikelihoodPoints): LikelihoodTwin => {
  const context = contextOf(points);
  return twins.categorical(context, normalizersOf(points, Number(context.constants.GROUPS)));
};

/** One line for each name in the fixture. */
const TWINS: [name: string, compared: Compared][] = [
  ['bernoulli', { twin: (points) => twins.bernoulli(contextOf(points)) }],
  [
    'continuous_bernoulli',
    { twin: (points) => twins.continuous_bernoulli(contextOf(points)), bound: { roundings: 64 } },
  ],
  [
    'gaussian',
    {
      twin: (points) => twins.gaussian(contextOf(points), points.second ?? none),
      second: (points) => twins.gaussian_logvar(contextOf(points), points.outputs),
    },
  ],
  ...['0.1', '1', '2.5'].map((sigma): [string, Compared] => [
    `gaussian_fixed-${sigma}`,
    { twin: (points) => twins.gaussian_fixed(contextOf(points)) },
  ]),
  ...['0.5', '2'].map((scale): [string, Compared] => [
    `laplace-${scale}`,
    { twin: (points) => twins.laplace(contextOf(points)) },
  ]),
  ['poisson', { twin: (points) => twins.poisson(contextOf(points)), bound: { roundings: 32 } }],
  [
    'negative_binomial',
    {
      twin: (points) => twins.negative_binomial(contextOf(points), points.second ?? none),
      second: (points) => twins.negative_binomial_dispersion(contextOf(points), points.outputs),
      // r times differences of log Γ and ψ, each with a relative error of 1e-16, where r is in the
      // thousands.
      bound: { relative: 1e-8, roundings: 1e5 },
    },
  ],
  ['categorical-8', { twin: categorical, bound: OF_NORMALIZERS }],
  ['categorical-5', { twin: categorical, bound: OF_NORMALIZERS }],
  ['multinomial', { twin: categorical, bound: OF_NORMALIZERS }],
];

/** The result of kernel group_normalizer for the points. */
function normalizersOf({ outputs, x, rows, columns }: LikelihoodPoints, groups: number) {
  const normalizers = new Float64Array(2 * rows * columns);
  const starts = new Float64Array(groups + 1).map((_, i) => (i * columns) / groups);
  const constants = { M: rows, K: columns, GROUPS: groups, SAMPLES: 1 };
  const slots = { load: (row: number, column: number) => x[row * columns + column] ?? Number.NaN };
  groupNormalizer({ constants, step: step(rows), slots }, outputs, starts, normalizers);
  return normalizers;
}

/** The parameters are the slot's constants, under the names of WGSL. */
function contextOf(points: LikelihoodPoints): SlotContext {
  const { likelihood: _, ...given } = points.parameters;
  const constants = Object.entries(given).map(([name, value]) => [name.toUpperCase(), value]);
  const { columns, group = columns } = { columns: points.columns, ...given };
  const sizes = { M: points.rows, K: columns, GROUPS: columns / Number(group) };
  return { constants: { ...sizes, ...Object.fromEntries(constants) }, step: step(1) };
}

/** The only place that calls a twin's functions, so that argument order is in one place. */
function elementOf(
  { outputs, second, x, columns }: LikelihoodPoints,
  twin: LikelihoodTwin,
  secondTwin?: LikelihoodTwin,
) {
  return (row: number, column: number): Element => {
    const index = row * columns + column;
    const [output = Number.NaN, target = Number.NaN] = [outputs[index], x[index]];
    return {
      loss: twin.loss(row, column, output, target),
      doutput: twin.gradient(row, column, output, target),
      ...(secondTwin && {
        dsecond: secondTwin.gradient(row, column, second?.[index] ?? Number.NaN, target),
      }),
    };
  };
}

describe('float64 twins have the losses and gradients of PyTorch and of 50 digits', () => {
  it.each(TWINS)('%s', (name, { twin, second, bound }) => {
    const points = likelihoodPoints(name);
    const { worst, count } = likelihoodDeviation(
      points,
      elementOf(points, twin(points), second?.(points)),
      bound,
    );
    expect(worst, 'in units of the bound').toBeLessThanOrEqual(1);
    tally('losses and gradients of likelihoods compared', count);
  });
});

describe('a planted error exceeds the bound', () => {
  const points = likelihoodPoints('bernoulli');
  const sound = elementOf(points, twins.bernoulli(contextOf(points)));

  it.each<[string, (element: Element) => Element]>([
    ['a loss off by 2e-12', ({ loss, doutput }) => ({ loss: loss * (1 + 2e-12), doutput })],
    ['a gradient off by 1e-11', ({ loss, doutput }) => ({ loss, doutput: doutput * (1 + 1e-11) })],
    ['a gradient of the wrong sign', ({ loss, doutput }) => ({ loss, doutput: -doutput })],
    ['a loss that is NaN', ({ doutput }) => ({ loss: Number.NaN, doutput })],
    // log(1 + exp(-60)) instead of log1p: the result is lost in float64, visible only in the tail.
    ['a tail flushed to 0', ({ loss, doutput }) => ({ loss: loss < 1e-20 ? 0 : loss, doutput })],
  ])('%s', (_, plant) => {
    const planted = (row: number, column: number) => plant(sound(row, column));
    expect(likelihoodDeviation(points, planted).worst).toBeGreaterThan(1);
  });
});

describe('the fixture', () => {
  it.each([
    'bernoulli',
    'continuous_bernoulli',
    'gaussian',
    'gaussian_fixed-0.1',
    'gaussian_fixed-1',
    'gaussian_fixed-2.5',
    'laplace-0.5',
    'laplace-2',
    'poisson',
    'negative_binomial',
    'categorical-8',
    'categorical-5',
    'multinomial',
  ])('has finite values of %s at 200 points', (name) => {
    const { rows, columns, parameters, ...points } = likelihoodPoints(name);
    expect([rows * columns, parameters.likelihood]).toEqual([200, name.replace(/-.*/, '')]);
    for (const [part, values] of Object.entries(points)) {
      if (values === undefined) continue;
      expect(values.length, part).toBe(200);
      expect(values.every(Number.isFinite), part).toBe(true);
    }
  });

  it.each([
    ['bernoulli', -20, 0, Math.log1p(Math.exp(-20))],
    ['continuous_bernoulli', 0, 0, 0],
    ['gaussian_fixed-2.5', -2.5, -2.5, 0.5 * Math.log(2 * Math.PI * 6.25)],
    ['laplace-2', -2.5, 97.5, Math.log(4) + 50],
    ['poisson', 0.5, 1, Math.exp(0.5) - 0.5],
  ])('agrees with a hand in one point of %s', (name, output, x, loss) => {
    const points = likelihoodPoints(name);
    const index = points.outputs.findIndex((value, i) => value === output && points.x[i] === x);
    expect(points.loss[index]).toBeCloseTo(loss, 12);
  });
});
