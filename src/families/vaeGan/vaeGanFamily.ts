import { balanceKernels } from '../../kernels/catalogue/balance.generated.ts';
import { gaussianKernels } from '../../kernels/catalogue/gaussian.generated.ts';
import { addParts } from '../../kernels/catalogue.ts';
import { addObjectiveDescriptors } from '../../kernels/objectiveDescriptors.ts';
import { loadLayers } from '../../layers/registry.ts';
import { loadSchedules } from '../../schedules/schedule.ts';
import { autoencoderOf } from '../adversaries/autoencoder.ts';
import type { Family } from '../family.ts';
import { loadVae } from '../vae/load.ts';
import {
  resolveVaeGan,
  type VaeGanArchitecture,
  type VaeGanArchitectureChoice,
} from './architecture.ts';
import { GROUPS, VaeGanModel } from './model.ts';
import {
  checkVaeGanObjective,
  VAE_GAN_OBJECTIVE,
  type VaeGanObjectiveOptions,
} from './objective.ts';

/** The family's additions to the types of options. */
export interface VaeGanFamilyTypes {
  readonly options: VaeGanObjectiveOptions;
  readonly architecture: VaeGanArchitectureChoice;
}

/** VAEs whose decoder is the generator of a GAN. */
export const vaeGanFamily: Family = {
  name: 'vae-gan',
  defaults: { ...VAE_GAN_OBJECTIVE },
  checkOptions: (options) => checkVaeGanObjective(options as unknown as VaeGanObjectiveOptions),
  // Not checked yet: this runs before the options are.
  loadOptions: ({ adversary }) => loadSchedules(Object.values(Object(adversary))),
  resolve: (given) => resolveVaeGan(given as VaeGanArchitectureChoice),
  async build(given) {
    const architecture = given as VaeGanArchitecture;
    addObjectiveDescriptors();
    addParts([balanceKernels, gaussianKernels]);
    await loadLayers('discriminator', architecture.discriminator);
    return new VaeGanModel(architecture, await loadVae(autoencoderOf(architecture), GROUPS));
  },
  onnx: () => import('./onnx.ts'),
};
