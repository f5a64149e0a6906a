import type { WaeArchitectureChoice } from '../matched/architecture.ts';
import { matchedFamily } from '../matched/load.ts';

/** The family's additions to the types of options. */
export interface WaeFamilyTypes {
  readonly architecture: WaeArchitectureChoice;
}

/** Wasserstein autoencoders: a kernel, or a critic, matches the codes with the prior. */
export const waeFamily = matchedFamily('wae');
