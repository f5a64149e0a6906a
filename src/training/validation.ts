/** What evaluates, and what `fit` does with data that it does not train on. It loads with their first use. */
export { splitRows } from '../data/split.ts';
export { evaluate } from '../inference/evaluator.ts';
export { watchBest } from './earlyStopping.ts';
