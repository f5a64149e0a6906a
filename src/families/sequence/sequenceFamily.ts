import type { Family } from '../family.ts';
import { vaeFamily } from '../vae/vaeFamily.ts';
import {
  resolveSequence,
  type SequenceArchitecture,
  type SequenceArchitectureChoice,
} from './architecture.ts';
import { loadSequence } from './load.ts';
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
    await loadSequence(architecture);
    return new SequenceModel(architecture);
  },
};
