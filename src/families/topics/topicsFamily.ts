import { arithmeticKernels } from '../../kernels/catalogue/arithmetic.generated.ts';
import { categoricalKernels } from '../../kernels/catalogue/categorical.generated.ts';
import { conditionKernels } from '../../kernels/catalogue/condition.generated.ts';
import { addParts } from '../../kernels/catalogue.ts';
import type { Family } from '../family.ts';
import { completeArchitecture, resolveVaeArchitecture } from '../vae/architecture.ts';
import { loadVae } from '../vae/load.ts';
import { vaeFamily } from '../vae/vaeFamily.ts';
import {
  asVae,
  resolveTopics,
  type TopicsArchitecture,
  type TopicsArchitectureChoice,
} from './architecture.ts';
import { topicModel } from './model.ts';

/** The family's additions to the types of architectures. */
export interface TopicsFamilyTypes {
  readonly architecture: TopicsArchitectureChoice;
}

/** Neural topic models: VAEs of counts of words, with the options of a `vae`. */
export const topicsFamily: Family = {
  name: 'topics',
  defaults: vaeFamily.defaults,
  checkOptions: vaeFamily.checkOptions,
  ...(vaeFamily.loadOptions && { loadOptions: vaeFamily.loadOptions }),
  async resolve(given) {
    const architecture = resolveTopics(given as TopicsArchitectureChoice);
    await resolveVaeArchitecture(asVae(architecture));
    return architecture;
  },
  async build(given) {
    const architecture = given as TopicsArchitecture;
    const vae = await loadVae(completeArchitecture(asVae(architecture)));
    addParts([arithmeticKernels, categoricalKernels, conditionKernels]);
    return topicModel(architecture, vae);
  },
  onnx: async () => (await import('../vae/onnx.ts')).exporterAs(asVae),
};
