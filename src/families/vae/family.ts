import { loadLayerKinds } from '../../layers/registry.ts';
import type { Family } from '../family.ts';
import {
  resolveVaeArchitecture,
  type VaeArchitecture,
  type VaeArchitectureChoice,
} from './architecture.ts';
import { VaeModel } from './model.ts';
import { checkVaeObjective, VAE_OBJECTIVE, type VaeObjectiveOptions } from './objective.ts';

/** What this family adds to the types of options. */
export interface VaeFamilyTypes {
  readonly options: VaeObjectiveOptions;
  readonly architecture: VaeArchitectureChoice;
}

/** Variational autoencoders with a Gaussian code. */
export const vaeFamily: Family = {
  name: 'vae',
  defaults: { ...VAE_OBJECTIVE },
  checkOptions: (options) => checkVaeObjective(options as unknown as VaeObjectiveOptions),
  resolve: (given) => resolveVaeArchitecture(given),
  async build(architecture) {
    const complete = architecture as VaeArchitecture;
    return new VaeModel(complete, await loadLayerKinds([...complete.encoder, ...complete.decoder]));
  },
};
