/** All that private training adds to the training of a model. */
export { assertPrivacy, secretOf } from './options.ts';
export { PrivateRun } from './privateRun.ts';
export { privateStep } from './privateStep.ts';
