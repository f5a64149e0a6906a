import type { KindOptions } from '../kindOptions.ts';
import type { PosteriorDefinition } from './posterior.ts';

/** Load the posteriors other than the Gaussian, by name. */
export const otherPosteriors = {
  fullGaussian: () =>
    import('./fullGaussian.ts').then(
      ({ fullGaussianDefinition }) => fullGaussianDefinition as PosteriorDefinition<KindOptions>,
    ),
  lowRankGaussian: () =>
    import('./lowRankGaussian.ts').then(
      ({ lowRankGaussianDefinition }) =>
        lowRankGaussianDefinition as unknown as PosteriorDefinition<KindOptions>,
    ),
  categorical: () =>
    import('./categorical.ts').then(
      ({ categoricalDefinition }) =>
        categoricalDefinition as unknown as PosteriorDefinition<KindOptions>,
    ),
  flow: () =>
    import('./flow.ts').then(
      ({ flowPosterior }) => flowPosterior as unknown as PosteriorDefinition<KindOptions>,
    ),
  deterministic: () =>
    import('./deterministic.ts').then(
      ({ deterministicDefinition }) => deterministicDefinition as PosteriorDefinition<KindOptions>,
    ),
} satisfies Readonly<Record<string, () => Promise<PosteriorDefinition<KindOptions>>>>;
