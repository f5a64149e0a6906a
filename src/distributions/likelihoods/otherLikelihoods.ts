/** Load the likelihoods other than Bernoulli, by name. */
export const otherLikelihoods = {
  continuousBernoulli: () =>
    import('./continuousBernoulli.ts').then(({ continuousBernoulli }) => continuousBernoulli),
  gaussian: () => import('./gaussian.ts').then(({ gaussian }) => gaussian),
  fullGaussian: () => import('./fullGaussian.ts').then(({ fullGaussian }) => fullGaussian),
  lowRankGaussian: () =>
    import('./lowRankGaussian.ts').then(({ lowRankGaussian }) => lowRankGaussian),
  laplace: () => import('./laplace.ts').then(({ laplace }) => laplace),
  categorical: () => import('./categorical.ts').then(({ categorical }) => categorical),
  multinomial: () => import('./multinomial.ts').then(({ multinomial }) => multinomial),
  poisson: () => import('./poisson.ts').then(({ poisson }) => poisson),
  negativeBinomial: () =>
    import('./negativeBinomial.ts').then(({ negativeBinomial }) => negativeBinomial),
  countShares: () => import('./countShares.ts').then(({ countShares }) => countShares),
};
