export { convolutionLikelihood } from './convolutionLikelihood.ts';
export { partsUpdate, summedGradients } from './partsUpdate.ts';
