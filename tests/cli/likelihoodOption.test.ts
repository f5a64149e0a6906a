import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { likelihoodNote, likelihoodText, parseLikelihood } from '../../src/cli/likelihoodOption.ts';
import { LIKELIHOODS } from '../../src/distributions/likelihoods/likelihoods.ts';
import { ConfigError } from '../../src/errors.ts';
import type { LikelihoodOptions } from '../../src/index.ts';

describe('--likelihood', () => {
  test.each<[string, LikelihoodOptions]>([
    ['bernoulli', { kind: 'bernoulli' }],
    ['continuousBernoulli', { kind: 'continuousBernoulli' }],
    ['gaussian', { kind: 'gaussian', sigma: 1, floor: 0 }],
    ['gaussian:sigma=0.5', { kind: 'gaussian', sigma: 0.5, floor: 0 }],
    ['gaussian:sigma=learned', { kind: 'gaussian', sigma: 'learned', floor: 0 }],
    ['gaussian:floor=1e-3,sigma=network', { kind: 'gaussian', sigma: 'network', floor: 1e-3 }],
    ['laplace:scale=2', { kind: 'laplace', scale: 2 }],
    ['fullGaussian', { kind: 'fullGaussian', floor: 1e-4 }],
    ['lowRankGaussian:rank=4', { kind: 'lowRankGaussian', rank: 4, floor: 1e-4 }],
    ['categorical:levels=8', { kind: 'categorical', levels: 8 }],
    ['categorical:group=4', { kind: 'categorical', group: 4 }],
    ['categorical:group=3+2+4', { kind: 'categorical', group: [3, 2, 4] }],
    ['multinomial', { kind: 'multinomial' }],
    ['poisson', { kind: 'poisson' }],
    ['negativeBinomial:dispersion=network', { kind: 'negativeBinomial', dispersion: 'network' }],
  ])('%s', (text, options) => {
    expect(parseLikelihood(text)).toEqual(options);
  });

  test('is shown in the form that it is read in', () => {
    const positive = fc.double({ min: 1e-18, max: 1e18, noNaN: true });
    const options: fc.Arbitrary<LikelihoodOptions> = fc.oneof(
      fc.constantFrom<LikelihoodOptions>(
        { kind: 'bernoulli' },
        { kind: 'poisson' },
        { kind: 'negativeBinomial', dispersion: 'column' },
      ),
      fc.record({
        kind: fc.constant('gaussian' as const),
        sigma: positive,
        floor: fc.constant(0),
      }),
      fc.record({
        kind: fc.constant('gaussian' as const),
        sigma: fc.constantFrom('learned' as const, 'network' as const),
        floor: positive,
      }),
      fc.record({ kind: fc.constant('laplace' as const), scale: positive }),
      fc.record({ kind: fc.constant('categorical' as const), levels: fc.integer({ min: 2 }) }),
      fc.record({
        kind: fc.constant('categorical' as const),
        group: fc.array(fc.integer({ min: 2 }), { minLength: 2 }),
      }),
    );
    fc.assert(
      fc.property(options, (each) => {
        expect(parseLikelihood(likelihoodText(each))).toEqual(each);
      }),
    );
  });

  test('is named after the layers where it is not the usual one', () => {
    expect(likelihoodNote({ kind: 'bernoulli' })).toBe('');
    const likelihood = { kind: 'gaussian', sigma: 'learned', floor: 0 } as const;
    expect(likelihoodNote(likelihood)).toBe(', gaussian:sigma=learned,floor=0');
  });

  test.each([
    ['gauss', `no likelihood "gauss"; there are: ${LIKELIHOODS.join(', ')}`],
    ['', 'no likelihood ""'],
    ['gaussian:sigma=-1', 'likelihood.sigma must be a number from 1e-18'],
    [
      'gaussian:sigma=wide',
      'likelihood.sigma must be a number, "learned" or "network", got "wide"',
    ],
    ['gaussian:scale=1', 'has no option "scale"; it takes: sigma, floor'],
    ['gaussian:toString=1', 'has no option "toString"'],
    ['poisson:rate=1', 'has no option "rate"; it takes: none'],
    ['categorical', 'takes either `levels`'],
    ['categorical:levels=1.5', 'likelihood.levels must be a whole number of at least 2, got 1.5'],
    ['categorical:group=3+1', 'likelihood.group must be a whole number of at least 2, got 1'],
    ['categorical:group=3+', 'likelihood.group must be a whole number of at least 2, got "3+"'],
    ['gaussian:', 'option=value with commas between them'],
    ['gaussian:sigma', 'option=value with commas between them'],
    ['gaussian:sigma=', 'option=value with commas between them'],
    ['gaussian:sigma=1,sigma=2', 'once each'],
    ['gaussian:kind=laplace', 'option=value'],
  ])('%j is refused', (text, message) => {
    expect(() => parseLikelihood(text)).toThrow(ConfigError);
    expect(() => parseLikelihood(text)).toThrow(message);
    expect(() => parseLikelihood(text)).toThrow(/^--likelihood /);
  });
});
