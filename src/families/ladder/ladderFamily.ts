import type { LayerChoice } from '../../layers/registry.ts';
import type { LevelsArchitectureChoice } from '../levels/architecture.ts';
import { levelsFamily } from '../levels/levelsFamily.ts';
import type { LevelsObjectiveOptions } from '../levels/objective.ts';
import { topDown } from './inference.ts';

/** An architecture of the family `ladder` with optional fields. */
export interface LadderArchitectureChoice extends LevelsArchitectureChoice {
  /** Names the family. */
  readonly family: 'ladder';
}

/** The family's additions to the types of options. */
export interface LadderFamilyTypes {
  readonly options: LevelsObjectiveOptions;
  readonly architecture: LadderArchitectureChoice;
}

/** The sizes of Sønderby et al. for MNIST: of the codes, and of the two layers on either way. */
const PUBLISHED = [
  [64, 512],
  [32, 256],
  [16, 128],
  [8, 64],
  [4, 32],
] as const;

const twoLayers = (units: number): readonly LayerChoice[] => [
  { kind: 'dense', units, activation: 'leaky_relu' },
  { kind: 'dense', units, activation: 'leaky_relu' },
];

/** Hierarchies that are inferred from the top downwards. */
export const ladderFamily = levelsFamily('ladder', {
  kind: topDown,
  levels: PUBLISHED.map(([size, units]) => ({
    size,
    encoder: twoLayers(units),
    decoder: twoLayers(units),
  })),
  upward: (_, encoded) => encoded,
});
