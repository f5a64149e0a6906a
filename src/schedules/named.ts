export { cosine } from './cosine.ts';
export { cyclical } from './cyclical.ts';
export { linear } from './linear.ts';
export { sigmoid } from './sigmoid.ts';
export { step } from './step.ts';
export { warmup } from './warmup.ts';
