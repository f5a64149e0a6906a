import { nearestName } from './nearestName.ts';

/** What PyTorch, Keras and papers call things, without signs and capitals, and their names here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  lr: 'learningRate',
  batch: 'batchSize',
  eps: 'epsilon',
  wd: 'weightDecay',
  gradclip: 'clipNorm',
  zdim: 'latent',
  latentsize: 'latent',
  dropout: 'inputDropout',
  klweight: 'beta',
  loss: 'likelihood',
  mse: 'gaussian',
  normal: 'gaussian',
  l1: 'laplace',
  mae: 'laplace',
  bce: 'bernoulli',
  binarycrossentropy: 'bernoulli',
  crossentropy: 'categorical',
  softmax: 'categorical',
  swish: 'silu',
  linear: 'dense',
  outfeatures: 'units',
};

/**
 * Like `nearestName`, but knows what other libraries call a thing. It is apart from it because
 * pages load `nearestName` at once, and this one with the models.
 */
export function meantName(given: unknown, names: readonly string[]): string {
  if (typeof given !== 'string') return '';
  const plain = given.toLowerCase().replace(/[\W_]|withlogits|\Bloss$/g, '');
  const own = ELSEWHERE[plain] ?? '';
  return nearestName(names.includes(own) ? own : given, names);
}
