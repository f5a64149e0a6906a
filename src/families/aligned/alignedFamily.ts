import { conditionKernels } from '../../kernels/catalogue/condition.generated.ts';
import { addParts } from '../../kernels/catalogue.ts';
import { loadLayers } from '../../layers/registry.ts';
import { loadSchedules } from '../../schedules/schedule.ts';
import type { Family } from '../family.ts';
import { MATCHED_OBJECTIVE, type MatchedObjectiveOptions } from '../matched/objective.ts';
import { loadSequence } from '../sequence/load.ts';
import { loadVae } from '../vae/load.ts';
import {
  type AlignedArchitecture,
  type AlignedArchitectureChoice,
  resolveAligned,
  vaeOf,
} from './architecture.ts';
import type { DomainAutoencoder } from './autoencoder.ts';
import { AlignedModel } from './model.ts';
import { checkAlignment } from './objective.ts';
import { rowsAutoencoder } from './rows.ts';
import { TokensAutoencoder } from './tokens.ts';

/** The family's additions to the types of architectures. */
export interface AlignedFamilyTypes {
  readonly architecture: AlignedArchitectureChoice;
}

/** Autoencoders of two domains with one space of codes, which translate without pairs. */
export const alignedFamily: Family = {
  name: 'aligned',
  defaults: { ...MATCHED_OBJECTIVE },
  checkOptions: (options) => checkAlignment(options as unknown as MatchedObjectiveOptions),
  // Not checked yet: this runs before the options are.
  loadOptions: ({ match }) => loadSchedules(Object.values(Object(match))),
  resolve: (given) => resolveAligned(given as AlignedArchitectureChoice),
  async build(given) {
    const architecture = given as AlignedArchitecture;
    addParts([conditionKernels]);
    await loadLayers('critic', architecture.critic);
    return new AlignedModel(architecture, await loadAutoencoder(architecture));
  },
  onnx: () => import('./onnx.ts'),
};

async function loadAutoencoder({
  autoencoder,
  align,
}: AlignedArchitecture): Promise<DomainAutoencoder> {
  if (autoencoder.family === 'vae') return rowsAutoencoder(await loadVae(vaeOf(autoencoder)));
  await loadSequence(autoencoder);
  return new TokensAutoencoder(autoencoder, align === 'translations');
}
