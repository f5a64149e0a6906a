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
import type { Latent } from '../vae/latent.ts';
import { loadLatent } from '../vae/load.ts';
import { decoderLayers, encoderLayers, type SequenceNetworks } from './architecture.ts';

/** Loads the kernels that encoder and decoder of a resolved architecture need, and those of its code if it says one. */
export async function loadSequence(
  architecture: SequenceNetworks & { readonly latent?: Latent },
): Promise<void> {
  const input = [architecture.length];
  addParts([conditionKernels, dropoutKernels]);
  addSequenceParts([sequencesKernels, tokensKernels, shiftedTokensKernels, decodedTokensKernels]);
  await Promise.all([
    architecture.latent && loadLatent(architecture.latent),
    loadLayers('encoder', resolveStack(encoderLayers(architecture), input, 'encoder')),
    loadLayers('decoder', resolveStack(decoderLayers(architecture), input, 'decoder')),
  ]);
}
