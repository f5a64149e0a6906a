export { bernoulli } from './likelihood/bernoulli.ts';
export { categorical } from './likelihood/categorical.ts';
export { continuousBernoulli as continuous_bernoulli } from './likelihood/continuousBernoulli.ts';
export {
  gaussian,
  gaussianFixed as gaussian_fixed,
  gaussianLogvar as gaussian_logvar,
} from './likelihood/gaussian.ts';
export { laplace } from './likelihood/laplace.ts';
export {
  negativeBinomial as negative_binomial,
  negativeBinomialDispersion as negative_binomial_dispersion,
} from './likelihood/negativeBinomial.ts';
export { poisson } from './likelihood/poisson.ts';
