import type { LikelihoodChoice, VaeOptions } from '../../src/index.ts';
import type { ParityCase } from './stream.ts';

/** The options of the engine for a case's model and objective. */
export function modelOptions({ input, likelihood, activation, beta }: ParityCase): VaeOptions {
  return {
    config: {
      // The weights file determines the width of the output, which may be several numbers per
      // column.
      input,
      ...(likelihood && { likelihood: likelihoodOf(likelihood) }),
      ...(activation && { activation }),
    },
    ...(beta !== undefined && { beta }),
  };
}

/**
 * A case's likelihood with the engine's names; `likelihood_of` in stream.py documents its fields.
 */
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
