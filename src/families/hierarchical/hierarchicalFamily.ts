import type { LayerChoice } from '../../layers/registry.ts';
import type { LevelsArchitectureChoice } from '../levels/architecture.ts';
import { levelsFamily } from '../levels/levelsFamily.ts';
import type { LevelsObjectiveOptions } from '../levels/objective.ts';
import { bottomUp } from './inference.ts';

/** An architecture of the family `hierarchical` with optional fields. */
export interface HierarchicalArchitectureChoice extends LevelsArchitectureChoice {
  /** Names the family. */
  readonly family: 'hierarchical';
}

/** The family's additions to the types of options. */
export interface HierarchicalFamilyTypes {
  readonly options: LevelsObjectiveOptions;
  readonly architecture: HierarchicalArchitectureChoice;
}

const twoLayers = (units: number): readonly LayerChoice[] => [
  { kind: 'dense', units, activation: 'tanh' },
  { kind: 'dense', units, activation: 'tanh' },
];

/** Hierarchies that are inferred from the data upwards. */
export const hierarchicalFamily = levelsFamily('hierarchical', {
  kind: bottomUp,
  // The two levels of Burda et al. for MNIST.
  levels: [
    { size: 100, encoder: twoLayers(200), decoder: twoLayers(200) },
    { size: 50, encoder: twoLayers(100), decoder: twoLayers(100) },
  ],
  upward: ({ size }) => [size],
});
