import type { GroundTruth } from '../../data/groundTruth.ts';
import { codedFactors } from './codedFactors.ts';
import { type Dci, importances } from './importances.ts';
import { mutualInformationGap } from './mutualInformationGap.ts';
import { separatedAttribute } from './separatedAttribute.ts';

/** Scores of codes whose ground truth is known; higher is better, and 1 the best. */
export interface DisentanglementScores {
  /** Mutual information gap, from 0 to 1. */
  readonly mig: number;
  /** Separated attribute predictability, from 0 to 1. */
  readonly sap: number;
  /** Disentanglement, completeness and informativeness. */
  readonly dci: Dci;
}

/**
 * How far the dimensions of codes stand for the factors that rows were made from. Scores compare models
 * on the same rows; take some thousands of them in random order.
 *
 * @param codes `[rows, latent]`, such as `mu` of `encode`
 * @throws DataError for codes that are not finite floats, or factors that are not what they say
 * @throws ShapeError for codes and factors of other numbers of rows, or fewer than two rows
 */
export function disentanglement(codes: Float32Array, truth: GroundTruth): DisentanglementScores {
  const coded = codedFactors(codes, truth);
  return {
    mig: mutualInformationGap(coded),
    sap: separatedAttribute(coded),
    dci: importances(coded),
  };
}
