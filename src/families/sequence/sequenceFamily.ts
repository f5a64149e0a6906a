import { conditionKernels } from '../../kernels/catalogue/condition.generated.ts';
import { decodedTokensKernels } from '../../kernels/catalogue/decodedTokens.generated.ts';
import { dropoutKernels } from '../../kernels/catalogue/dropout.generated.ts';
import { sequencesKernels } from '../../kernels/catalogue/sequences.generated.ts';
import { shiftedTokensKernels } from '../../kernels/catalogue/shiftedTokens.generated.ts';
import { tokensKernels } from '../../kernels/catalogue/tokens.generated.ts';
import { addParts } from '../../kernels/catalogue.ts';
import { addSequenceParts } from '../../kernels/sequenceDescriptors.ts';
import { loadLayers } from '../../layers/registry.ts';
import { resolveStack } from '../../layers/stack.ts';
import type { Family } from '../family.ts';
import { loadLatent } from '../vae/load.ts';
import { vaeFamily } from '../vae/vaeFamily.ts';
import {
  decoderLayers,
  encoderLayers,
  resolveSequence,
  type SequenceArchitecture,
  type SequenceArchitectureChoice,
} from './architecture.ts';
import { SequenceModel } from './model.ts';

/** The family's additions to the types of architectures. */
export interface SequenceFamilyTypes {
  readonly architecture: SequenceArchitectureChoice;
}

/** VAEs of sequences of tokens, such as sentences, with the options of a `vae`. */
export const sequenceFamily: Family = {
  name: 'sequence',
  defaults: vaeFamily.defaults,
  checkOptions: vaeFamily.checkOptions,
  ...(vaeFamily.loadOptions && { loadOptions: vaeFamily.loadOptions }),
  resolve: (given) => resolveSequence(given as SequenceArchitectureChoice),
  async build(given) {
    const architecture = given as SequenceArchitecture;
    const input = [architecture.length];
    addParts([conditionKernels, dropoutKernels]);
    addSequenceParts([sequencesKernels, tokensKernels, shiftedTokensKernels, decodedTokensKernels]);
    await Promise.all([
      loadLatent(architecture.latent),
      loadLayers('encoder', resolveStack(encoderLayers(architecture), input, 'encoder')),
      loadLayers('decoder', resolveStack(decoderLayers(architecture), input, 'decoder')),
    ]);
    return new SequenceModel(architecture);
  },
};
