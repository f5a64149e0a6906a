import type { AaeArchitectureChoice } from '../matched/architecture.ts';
import { matchedFamily } from '../matched/load.ts';
import type { MatchedObjectiveOptions } from '../matched/objective.ts';

/** The family's additions to the types of options. */
export interface AaeFamilyTypes {
  readonly options: MatchedObjectiveOptions;
  readonly architecture: AaeArchitectureChoice;
}

/** Adversarial autoencoders: a critic matches the codes with the prior. */
export const aaeFamily = matchedFamily('aae');
