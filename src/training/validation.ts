/** Evaluation, and the part of `fit` that takes data it does not train on. It loads with their first use. */
export { splitRows } from '../data/split.ts';
export { evaluate } from '../inference/evaluator.ts';
export { watchBest } from './earlyStopping.ts';
