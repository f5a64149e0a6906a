import { arithmeticKernels } from '../../kernels/catalogue/arithmetic.generated.ts';
import { conditionKernels } from '../../kernels/catalogue/condition.generated.ts';
import { addParts } from '../../kernels/catalogue.ts';
import { addRankingKernels } from '../../kernels/rankingDescriptors.ts';
import type { Family } from '../family.ts';
import { completeArchitecture, resolveVaeArchitecture } from '../vae/architecture.ts';
import { loadVae } from '../vae/load.ts';
import { checkVaeObjective, type VaeObjectiveOptions } from '../vae/objective.ts';
import { vaeFamily } from '../vae/vaeFamily.ts';
import {
  asVae,
  type RecommendationArchitecture,
  type RecommendationArchitectureChoice,
  resolveRecommendation,
} from './architecture.ts';
import { recommendationModel } from './model.ts';

/** The family's additions to the types of architectures. */
export interface RecommendationFamilyTypes {
  readonly architecture: RecommendationArchitectureChoice;
}

/** Weight of the KL: under the whole of it a code forgets what sets users apart, and the source ends at a fifth. */
const BETA = 0.2;

/** Recommenders: VAEs of the items of users, with the options of a `vae`. */
export const recommendationFamily: Family = {
  name: 'recommendation',
  defaults: { ...vaeFamily.defaults, beta: BETA },
  checkOptions: (options) => checkVaeObjective(options as unknown as VaeObjectiveOptions, BETA),
  ...(vaeFamily.loadOptions && { loadOptions: vaeFamily.loadOptions }),
  async resolve(given) {
    const architecture = resolveRecommendation(given as RecommendationArchitectureChoice);
    await resolveVaeArchitecture(asVae(architecture));
    return architecture;
  },
  async build(given) {
    const architecture = given as RecommendationArchitecture;
    const vae = await loadVae(completeArchitecture(asVae(architecture)));
    addRankingKernels();
    addParts([arithmeticKernels, conditionKernels]);
    return recommendationModel(architecture, vae);
  },
  onnx: async () => (await import('../vae/onnx.ts')).exporterAs(asVae),
};
