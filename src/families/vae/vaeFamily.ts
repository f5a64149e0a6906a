import type { Family } from '../family.ts';
import {
  resolveVaeArchitecture,
  type VaeArchitecture,
  type VaeArchitectureChoice,
} from './architecture.ts';
import { loadVae } from './load.ts';
import {
  checkVaeObjective,
  loadVaeObjective,
  VAE_OBJECTIVE,
  type VaeObjectiveOptions,
} from './objective.ts';
import { toConfig } from './shortForm.ts';

/** The family's additions to the types of options. */
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
  loadOptions: (options) => loadVaeObjective(options as Partial<VaeObjectiveOptions>),
  shortForm: toConfig,
  plainWeights: {
    tensors: 'fc1.weight, fc21.weight, fc22.weight, fc3.weight, fc4.weight and their biases',
    async architecture(shapes) {
      const { architectureOfWeights } = await import('./plainWeights.ts');
      return architectureOfWeights(shapes);
    },
  },
  build: (architecture) => loadVae(architecture as VaeArchitecture),
  onnx: () => import('./onnx.ts'),
};
