import { arithmeticKernels } from '../../kernels/catalogue/arithmetic.generated.ts';
import { conditionKernels } from '../../kernels/catalogue/condition.generated.ts';
import { importanceKernels } from '../../kernels/catalogue/importance.generated.ts';
import { lossesKernels } from '../../kernels/catalogue/losses.generated.ts';
import { addParts } from '../../kernels/catalogue.ts';
import { addCellKernels } from '../../kernels/cellDescriptors.ts';
import { loadLayers } from '../../layers/registry.ts';
import { resolveStack } from '../../layers/stack.ts';
import type { Family } from '../family.ts';
import { loadLatent } from '../vae/load.ts';
import { vaeFamily } from '../vae/vaeFamily.ts';
import {
  layersOf,
  resolveTable,
  type TableArchitecture,
  type TableArchitectureChoice,
} from './architecture.ts';
import { layoutOf } from './layout.ts';
import { TableModel } from './model.ts';

/** The family's additions to the types of architectures. */
export interface TableFamilyTypes {
  readonly architecture: TableArchitectureChoice;
}

/** VAEs of tables of mixed columns with missing cells, with the options of a `vae`. */
export const tableFamily: Family = {
  name: 'table',
  defaults: vaeFamily.defaults,
  checkOptions: vaeFamily.checkOptions,
  ...(vaeFamily.loadOptions && { loadOptions: vaeFamily.loadOptions }),
  resolve: (given) => resolveTable(given as TableArchitectureChoice),
  async build(given) {
    const architecture = given as TableArchitecture;
    const { width, told } = layoutOf(architecture);
    addParts([arithmeticKernels, conditionKernels, importanceKernels, lossesKernels]);
    addCellKernels();
    await Promise.all([
      loadLatent(architecture.latent),
      loadLayers('encoder', resolveStack(layersOf(architecture), [width + told.width], 'encoder')),
    ]);
    return new TableModel(architecture);
  },
};
