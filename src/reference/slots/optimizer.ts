export { adam } from './optimizer/adam.ts';
export { adamw } from './optimizer/adamw.ts';
export { rmsprop } from './optimizer/rmsprop.ts';
export { sgd } from './optimizer/sgd.ts';
