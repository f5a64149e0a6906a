/** The entry `webgpu-vae/privacy`: what private training spends, and the noise that it takes. */
export { type Accountant, type AccountantOptions, epsilonSpent } from './accountant.ts';
export { freshSecret } from './freshSecret.ts';
export { type NoiseOptions, noiseFor } from './noiseFor.ts';
export { type PrivacyHistory, type PrivateSteps, withSteps } from './steps.ts';
