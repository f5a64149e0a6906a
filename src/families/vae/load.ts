import { addParts } from '../../kernels/catalogue.ts';
import { loadLayers } from '../../layers/registry.ts';
import type { VaeArchitecture } from './architecture.ts';
import { isClassic } from './latent.ts';
import { loadTransforms } from './loadTransforms.ts';
import { VaeModel } from './model.ts';
import { otherPrograms } from './others.ts';

/**
 * Loads the kernels that a resolved architecture needs beyond the classic model, and builds the
 * model.
 */
export async function loadVae(architecture: VaeArchitecture): Promise<VaeModel> {
  const { encoder, latent, decoder, output, condition } = architecture;
  await Promise.all([
    condition > 0 && loadCondition(),
    loadTransforms(architecture),
    !isClassic(latent) && loadOtherLatent(),
    loadLayers('encoder', encoder),
    loadLayers('decoder', decoder),
    output && loadLayers('output', [output]),
  ]);
  return new VaeModel(architecture);
}

async function loadCondition(): Promise<void> {
  const { conditionKernels } = await import('../../kernels/catalogue/condition.generated.ts');
  addParts([conditionKernels]);
}

async function loadOtherLatent(): Promise<void> {
  await otherPrograms.load();
  addParts(otherPrograms.get().PARTS);
}
