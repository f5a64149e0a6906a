import { addParts } from '../../kernels/catalogue.ts';
import { loadLayers } from '../../layers/registry.ts';
import type { VaeArchitecture } from './architecture.ts';
import { isClassic, type Latent } from './latent.ts';
import { loadRows } from './loadRows.ts';
import { type VaeGroups, VaeModel } from './model.ts';
import { otherPrograms } from './others.ts';

/**
 * Loads the kernels that a resolved architecture needs beyond the classic model, and builds the
 * model.
 * @param groups of the parameters, which are all in `model` by default
 */
export async function loadVae(
  architecture: VaeArchitecture,
  groups?: VaeGroups,
): Promise<VaeModel> {
  const { encoder, latent, decoder, output } = architecture;
  await Promise.all([
    loadRows(architecture),
    loadLatent(latent),
    loadLayers('encoder', encoder),
    loadLayers('decoder', decoder),
    output && loadLayers('output', [output]),
  ]);
  return new VaeModel(architecture, groups);
}

/** Loads what posteriors and priors need beyond those of the classic model. */
export async function loadLatent(latent: Latent): Promise<void> {
  if (isClassic(latent)) return;
  await otherPrograms.load();
  addParts(otherPrograms.get().PARTS);
}
