import { categoricalKernels } from '../../kernels/catalogue/categorical.generated.ts';
import { classificationKernels } from '../../kernels/catalogue/classification.generated.ts';
import { addParts } from '../../kernels/catalogue.ts';
import { loadLayers } from '../../layers/registry.ts';
import type { Family } from '../family.ts';
import {
  resolveVibArchitecture,
  type VibArchitecture,
  type VibArchitectureChoice,
} from './architecture.ts';
import { VibModel } from './model.ts';
import { checkVibObjective, VIB_OBJECTIVE, type VibObjectiveOptions } from './objective.ts';

/** The family's additions to the types of options. */
export interface VibFamilyTypes {
  readonly options: VibObjectiveOptions;
  readonly architecture: VibArchitectureChoice;
}

/** Deep variational information bottlenecks. */
export const vibFamily: Family = {
  name: 'vib',
  defaults: { ...VIB_OBJECTIVE },
  checkOptions: (options) => checkVibObjective(options as unknown as VibObjectiveOptions),
  resolve: (given) => resolveVibArchitecture(given as VibArchitectureChoice),
  async build(architecture) {
    const complete = architecture as VibArchitecture;
    addParts([categoricalKernels, classificationKernels]);
    await Promise.all([
      loadLayers('encoder', complete.encoder),
      loadLayers('decoder', complete.decoder),
    ]);
    return new VibModel(complete);
  },
  onnx: () => import('./onnx.ts'),
};
