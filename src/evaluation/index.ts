/** The entry `webgpu-vae/evaluation`: what codes are worth, with labels and without. */
export { bootstrap } from '../data/bootstrap.ts';
export {
  type AnomalyThreshold,
  anomalyPValues,
  anomalyThreshold,
  type ThresholdOptions,
} from './anomaly/threshold.ts';
export { inputComplexity } from './audit/inputComplexity.ts';
export { type MembershipAttack, membershipAttack } from './audit/membershipAttack.ts';
export {
  type MemorisationAudit,
  memorisationAudit,
  type NearestRow,
} from './audit/memorisation.ts';
export { explainedVariance } from './explainedVariance.ts';
export {
  differentialExpression,
  type ExpressionChange,
  type ExpressionOptions,
} from './expression/differentialExpression.ts';
export { type ClusterOptions, type Clusters, kMeans } from './labelled/kMeans.ts';
export type { LabelledPoints } from './labelled/labelled.ts';
export { linearProbe, type ProbeOptions, type ProbeResult } from './labelled/linearProbe.ts';
export { neighbourAccuracy } from './labelled/neighbourAccuracy.ts';
export { adjustedRandIndex, normalizedMutualInformation } from './labelled/partitions.ts';
export type { OutcomeModel, OutcomeQuestion } from './outcomes/expectedOutcomes.ts';
export {
  type OutcomeInterval,
  type OutcomeOptions,
  type TreatmentOutcomes,
  treatmentOutcomes,
} from './outcomes/treatmentOutcomes.ts';
export type { Points } from './points/points.ts';
export type { PosteriorStats } from './posteriorStats.ts';
export {
  type DiscrepancyOptions,
  type MeanDiscrepancy,
  maximumMeanDiscrepancy,
} from './prior/meanDiscrepancy.ts';
export { classifierTwoSampleTest, type TwoSampleTest } from './prior/twoSampleTest.ts';
export {
  type DisentanglementRanking,
  disentanglementRanking,
  type RunCodes,
} from './runs/disentanglementRanking.ts';
export { linearCka } from './runs/linearCka.ts';
export { neighbourAgreement } from './runs/neighbourAgreement.ts';
export { procrustesDistance } from './runs/procrustesDistance.ts';
export { type IntrinsicDimension, intrinsicDimension } from './shape/intrinsicDimension.ts';
export { keepDimensions } from './shape/keepDimensions.ts';
export { gaussianTotalCorrelation, totalCorrelation } from './shape/totalCorrelation.ts';
