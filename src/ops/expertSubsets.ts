import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type Noise, noiseSlot } from './noise.ts';

/** How the losses of subsets count. */
export interface SubsetCounts {
  /** True for the mean over the subsets of a row that count, false for their sum. */
  readonly mean: boolean;
  /** True if a subset's code explains its own modalities alone, not all that are there. */
  readonly own: boolean;
  /** True if a subset of all that are there counts only where it is named 0. */
  readonly once: boolean;
  /** True if another expert stands for all modalities where none is missing. */
  readonly joint: boolean;
}

/** Subsets of the modalities of each row, those of a row side by side. */
export interface Subsets {
  /** `[M · subsets, experts]`: 1 for a member, else 0. */
  readonly members: Tensor;
  /**
   * Weights of the losses, `[M · subsets, modalities + 1]`: of the reconstruction of each modality, then of
   * the KL. The mean over the subsets of a row is the loss.
   */
  readonly counts: Tensor;
}

/**
 * The subsets of the modalities of each row that have a code. One counts if all its modalities are there.
 *
 * @param present `[M, modalities]`: 0 for a modality that is missing
 * @param subsets as numbers, bit e for modality e; 0 stands for all that are there
 */
export function expertSubsets(
  graph: Graph,
  present: Tensor,
  subsets: readonly number[],
  { name, mean, own, once, joint }: SubsetCounts & { name: string },
): Subsets {
  const [rows = 0, modalities = 0] = present.shape;
  const experts = modalities + (joint ? 1 : 0);
  const members = graph.activation(`${name}.members`, [rows * subsets.length, experts]);
  const counts = graph.activation(`${name}.counts`, [rows * subsets.length, modalities + 1]);
  graph.record({
    label: name,
    inputs: [present],
    outputs: [members, counts],
    forward: [
      dispatch('expert_subsets', name, {
        bindings: { present, subsets: graph.constant(`${name}.table`, subsets), members, counts },
        slots: {},
        constants: { EXPERTS: experts, JOINT: joint, MEAN: mean, OWN: own, ONCE: once },
      }),
    ],
  });
  return { members, counts };
}

/**
 * Draws one of the subsets that count, for each row and each of its draws.
 *
 * @param present `[M, modalities]`: 0 for a modality that is missing
 * @param subsets as of {@link expertSubsets}
 * @param noise `[M · draws, 1]`
 * @returns `[M · draws, modalities]`: 1 for a member, else 0
 */
export function drawSubset(
  graph: Graph,
  present: Tensor,
  subsets: readonly number[],
  { name, draws, noise }: { name: string; draws: number; noise: Noise },
): Tensor {
  const [rows = 0, modalities = 0] = present.shape;
  const members = graph.activation(name, [rows * draws, modalities]);
  const { slot, constants } = noiseSlot(noise);
  graph.record({
    label: name,
    inputs: [present],
    outputs: [members],
    forward: [
      dispatch('draw_subset', name, {
        bindings: { present, subsets: graph.constant(`${name}.table`, subsets), members },
        slots: { uniform: slot },
        constants: { ...constants, DRAWS: draws, K: 1 },
      }),
    ],
  });
  return members;
}
