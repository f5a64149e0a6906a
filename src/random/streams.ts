/**
 * The second word of every Threefry key. The first word is the user's seed, so one seed serves all
 * uses of randomness without sharing draws. Reproducible runs depend on these numbers: add new
 * ones, but never renumber.
 */
export const streams = {
  initialization: 1,
  shuffle: 2,
  training: 3,
  evaluation: 4,
  sampling: 5,
  binarize: 6,
  dropout: 7,
  evaluationBinarize: 8,
  importance: 9,
  posterior: 10,
  split: 11,
  holdOutRows: 12,
  holdOutItems: 13,
  simulation: 14,
  poisson: 15,
  buckets: 16,
  prediction: 17,
  inference: 18,
  flip: 19,
  sprites: 20,
  clusters: 21,
  reference: 22,
  expression: 23,
  bootstrap: 24,
  refinement: 25,
} as const;
