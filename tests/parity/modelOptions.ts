import type { LikelihoodChoice, VaeOptions } from '../../src/index.ts';
import type { ParityCase } from './stream.ts';

/** What a case chooses of a model and its objective, as the engine's options. */
export function modelOptions({ input, likelihood, activation, beta }: ParityCase): VaeOptions {
  return {
    config: {
      // A weights file tells the width of the output, which may be several numbers a column.
      input,
      ...(likelihood && { likelihood: likelihoodOf(likelihood) }),
      ...(activation && { activation }),
    },
    ...(beta !== undefined && { beta }),
  };
}

/** A case's likelihood under the engine's names; stream.py's `likelihood_of` tells its fields. */
function likelihoodOf(given: NonNullable<ParityCase['likelihood']>): LikelihoodChoice {
  const number = (field: string): number => {
    const value = given[field];
    if (typeof value !== 'number') throw new Error(`a ${given.kind} case lacks "${field}"`);
    return value;
  };
  switch (given.kind) {
    case 'gaussian':
      if (given.variance === 'fixed') return { kind: 'gaussian', sigma: number('sigma') };
      if (given.variance === 'learned') return { kind: 'gaussian', sigma: 'learned' };
      return { kind: 'gaussian', sigma: 'network', floor: number('floor') };
    case 'laplace':
      return { kind: 'laplace', scale: number('scale') };
    case 'poisson':
      return 'poisson';
    case 'negative_binomial':
      return { kind: 'negativeBinomial', dispersion: 'column' };
    case 'categorical':
      return { kind: 'categorical', levels: number('levels') };
    default:
      throw new Error(`a case has a likelihood of unknown kind "${given.kind}"`);
  }
}
