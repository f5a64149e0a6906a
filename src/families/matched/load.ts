import { mmdKernels } from '../../kernels/catalogue/mmd.generated.ts';
import { addParts } from '../../kernels/catalogue.ts';
import { addObjectiveDescriptors } from '../../kernels/objectiveDescriptors.ts';
import { loadLayers } from '../../layers/registry.ts';
import { loadSchedules } from '../../schedules/schedule.ts';
import { autoencoderOf } from '../adversaries/autoencoder.ts';
import type { Family } from '../family.ts';
import { loadVae } from '../vae/load.ts';
import {
  type AaeArchitectureChoice,
  type MatchedArchitecture,
  resolveMatched,
  type WaeArchitectureChoice,
} from './architecture.ts';
import { MatchedModel } from './model.ts';
import { checkMatch, MATCHED_OBJECTIVE, type MatchedObjectiveOptions } from './objective.ts';

/** The family of a name: both are autoencoders with a matched prior, and differ in their defaults. */
export function matchedFamily(name: MatchedArchitecture['family']): Family {
  return {
    name,
    defaults: { ...MATCHED_OBJECTIVE },
    checkOptions: (options) => checkMatch(options as unknown as MatchedObjectiveOptions),
    // Not checked yet: this runs before the options are.
    loadOptions: ({ match }) => loadSchedules(Object.values(Object(match))),
    resolve: (given) =>
      resolveMatched({ ...given, family: name } as AaeArchitectureChoice | WaeArchitectureChoice),
    async build(given) {
      const architecture = given as MatchedArchitecture;
      const { critic } = architecture;
      if (critic) await loadLayers('critic', critic);
      else {
        addObjectiveDescriptors();
        addParts([mmdKernels]);
      }
      return new MatchedModel(architecture, await loadVae(autoencoderOf(architecture)));
    },
    onnx: () => import('./onnx.ts'),
  };
}
