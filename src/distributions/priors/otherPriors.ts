/** Load the priors other than N(0, I), by name. */
export const otherPriors = {
  gaussian: () =>
    import('./gaussian.ts').then(({ gaussianPriorDefinition }) => gaussianPriorDefinition),
  dirichlet: () => import('./dirichlet.ts').then(({ dirichletDefinition }) => dirichletDefinition),
  mixture: () => import('./mixture.ts').then(({ mixtureDefinition }) => mixtureDefinition),
  vamp: () => import('./vampPrior.ts').then(({ vampPriorDefinition }) => vampPriorDefinition),
  flow: () => import('./flow.ts').then(({ flowPrior }) => flowPrior),
};
