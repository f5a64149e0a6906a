import { describe, expect, test } from 'vitest';
import { groupStarts } from '../../src/distributions/likelihoods/groups.ts';
import {
  LIKELIHOODS,
  type LikelihoodChoice,
} from '../../src/distributions/likelihoods/likelihoods.ts';
import { ConfigError } from '../../src/errors.ts';
import { VaeModel } from '../support/vaeModel.ts';

const small = { input: 6, hidden: [4], latent: 2 };

describe('what a likelihood may be asked for', () => {
  test.each(LIKELIHOODS.filter((kind) => kind !== 'categorical'))('%s by its name', (kind) => {
    expect(new VaeModel({ ...small, likelihood: kind }).config.likelihood.kind).toBe(kind);
  });

  test.each<[string, unknown, string]>([
    ['another name', 'student', 'no likelihood "student"; there are: bernoulli'],
    ['an option it does not have', { kind: 'poisson', scale: 1 }, 'has no option "scale"'],
    [
      'a sigma of 0',
      { kind: 'gaussian', sigma: 0 },
      'likelihood.sigma must be a number from 1e-18',
    ],
    ['a sigma of words', { kind: 'gaussian', sigma: 'big' }, '"learned" or "network", got "big"'],
    ['a negative floor', { kind: 'gaussian', floor: -1 }, 'likelihood.floor must be'],
    ['a floor of words', { kind: 'gaussian', sigma: 'learned', floor: '1' }, 'floor must be'],
    [
      'a floor of a sigma that is not learned',
      { kind: 'gaussian', sigma: 2, floor: 0.1 },
      'likelihood.floor is added to a learned variance, and sigma is 2: leave it out',
    ],
    ['a rank of 9', { kind: 'lowRankGaussian', rank: 9 }, 'likelihood.rank must be'],
    ['no floor', { kind: 'fullGaussian', floor: 0 }, 'likelihood.floor must be'],
    ['a scale of infinity', { kind: 'laplace', scale: Infinity }, 'likelihood.scale must be'],
    [
      'another dispersion',
      { kind: 'negativeBinomial', dispersion: 'row' },
      '"column" or "network"',
    ],
    ['zeros of another kind', { kind: 'countShares', zeros: 'many' }, 'likelihood.zeros must be'],
    ['no groups', { kind: 'categorical' }, 'either `levels`'],
    ['levels and groups', { kind: 'categorical', levels: 2, group: 2 }, 'either `levels`'],
    ['one level', { kind: 'categorical', levels: 1 }, 'likelihood.levels must be a whole number'],
    [
      'groups that do not fit',
      { kind: 'categorical', group: 4 },
      'the 6 columns of the data, got 4',
    ],
    ['lists that do not fit', { kind: 'categorical', group: [2, 3] }, 'got [2,3], which makes 5'],
  ])('not %s', (_, likelihood, message) => {
    const make = () => new VaeModel({ ...small, likelihood: likelihood as LikelihoodChoice });
    expect(make).toThrow(ConfigError);
    expect(make).toThrow(message);
  });
});

test('groups of columns start where those before them end', () => {
  expect(groupStarts(6, 2)).toEqual([0, 2, 4, 6]);
  expect(groupStarts(6, [3, 1, 2])).toEqual([0, 3, 4, 6]);
});
