/** All that private training adds to the training of a model. */
export { secretOf } from './options.ts';
export { privateRun } from './privateRun.ts';
export { privateStep } from './privateStep.ts';
