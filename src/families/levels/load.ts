import { arithmeticKernels } from '../../kernels/catalogue/arithmetic.generated.ts';
import { conditionKernels } from '../../kernels/catalogue/condition.generated.ts';
import { importanceKernels } from '../../kernels/catalogue/importance.generated.ts';
import { addParts } from '../../kernels/catalogue.ts';
import { addLevelKernels } from '../../kernels/levelDescriptors.ts';
import { loadLayers } from '../../layers/registry.ts';
import { loadRows } from '../vae/loadRows.ts';
import type { LevelsArchitecture } from './architecture.ts';

/** Loads the kernels that a resolved architecture needs beyond the classic model. */
export async function loadLevels(architecture: LevelsArchitecture): Promise<void> {
  const { levels, output } = architecture;
  addLevelKernels();
  addParts([arithmeticKernels, conditionKernels, importanceKernels]);
  await Promise.all([
    loadRows({ ...architecture, condition: 0 }),
    ...levels.flatMap(({ encoder, decoder }, place) => [
      loadLayers(`levels[${place}].encoder`, encoder),
      loadLayers(`levels[${place}].decoder`, decoder),
    ]),
    output && loadLayers('output', [output]),
  ]);
}
