import { describe, expect, it } from 'vitest';
import { bernoulli } from '../../src/reference/slots/likelihood.ts';
import type { SlotContext, SlotFunctions } from '../../src/reference/twin.ts';
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

/** A twin with the parameters of some points, and its bound where that is not the usual one. */
interface Compared {
  readonly twin: (points: LikelihoodPoints) => LikelihoodTwin;
  readonly bound?: LikelihoodBound;
}

/** One line for each name of the fixture. */
const TWINS: [name: string, compared: Compared][] = [
  ['bernoulli', { twin: (points) => bernoulli(contextOf(points)) }],
];

/** The parameters are the slot's constants, under the names of WGSL. */
function contextOf({ parameters: { likelihood: _, ...given } }: LikelihoodPoints): SlotContext {
  const constants = Object.entries(given).map(([name, value]) => [name.toUpperCase(), value]);
  return { constants: Object.fromEntries(constants), step: step(1) };
}

/** Where a twin's functions are called, so that their arguments stand in one place. */
function elementOf({ outputs, x, columns }: LikelihoodPoints, twin: LikelihoodTwin) {
  return (row: number, column: number): Element => {
    const index = row * columns + column;
    const [output = Number.NaN, target = Number.NaN] = [outputs[index], x[index]];
    return { loss: twin.loss(output, target), doutput: twin.gradient(output, target) };
  };
}

describe('float64 twins have the losses and gradients of PyTorch and of 50 digits', () => {
  it.each(TWINS)('%s', (name, { twin, bound }) => {
    const points = likelihoodPoints(name);
    const { worst, count } = likelihoodDeviation(points, elementOf(points, twin(points)), bound);
    expect(worst, 'in units of the bound').toBeLessThanOrEqual(1);
    tally('losses and gradients of likelihoods compared', count);
  });
});

describe('a planted error exceeds the bound', () => {
  const points = likelihoodPoints('bernoulli');
  const sound = elementOf(points, bernoulli(contextOf(points)));

  it.each<[string, (element: Element) => Element]>([
    ['a loss off by 2e-12', ({ loss, doutput }) => ({ loss: loss * (1 + 2e-12), doutput })],
    ['a gradient off by 1e-11', ({ loss, doutput }) => ({ loss, doutput: doutput * (1 + 1e-11) })],
    ['a gradient of the wrong sign', ({ loss, doutput }) => ({ loss, doutput: -doutput })],
    ['a loss that is NaN', ({ doutput }) => ({ loss: Number.NaN, doutput })],
    // log(1 + exp(-60)) instead of log1p: lost in float64, and only visible in the tail.
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
