import type { Family } from '../family.ts';
import { completeArchitecture, resolveVaeArchitecture } from '../vae/architecture.ts';
import { loadVae } from '../vae/load.ts';
import { vaeFamily } from '../vae/vaeFamily.ts';
import {
  asVae,
  type CountsArchitecture,
  type CountsArchitectureChoice,
  resolveCounts,
} from './architecture.ts';
import { countsModel } from './model.ts';

/** The family's additions to the types of architectures. */
export interface CountsFamilyTypes {
  readonly architecture: CountsArchitectureChoice;
}

/** Models of counts, such as gene expression: VAEs with the options of a `vae`. */
export const countsFamily: Family = {
  name: 'counts',
  defaults: vaeFamily.defaults,
  checkOptions: vaeFamily.checkOptions,
  ...(vaeFamily.loadOptions && { loadOptions: vaeFamily.loadOptions }),
  async resolve(given) {
    const architecture = resolveCounts(given as CountsArchitectureChoice);
    await resolveVaeArchitecture(asVae(architecture));
    return architecture;
  },
  async build(given) {
    const architecture = given as CountsArchitecture;
    return countsModel(architecture, await loadVae(completeArchitecture(asVae(architecture))));
  },
  onnx: async () => (await import('../vae/onnx.ts')).exporterAs(asVae),
};
