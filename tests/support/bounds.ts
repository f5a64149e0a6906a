import type { KernelName } from '../../src/graph/kernelName.generated.ts';
import type { RecordedKernel } from '../../src/kernels/names.ts';
import { bindLaunch } from '../../src/reference/launch.ts';
import * as arithmetic from './bounds/arithmetic.ts';
import type { Bound, BoundContext } from './bounds/bound.ts';
import * as cells from './bounds/cells.ts';
import * as classes from './bounds/classes.ts';
import * as codes from './bounds/codes.ts';
import * as convolutions from './bounds/convolutions.ts';
import * as counts from './bounds/counts.ts';
import * as covariances from './bounds/covariances.ts';
import * as decoding from './bounds/decoding.ts';
import { aggregatePosteriorBound } from './bounds/density.ts';
import * as elementwise from './bounds/elementwise.ts';
import * as experts from './bounds/experts.ts';
import * as flowChains from './bounds/flowChains.ts';
import * as flows from './bounds/flows.ts';
import * as images from './bounds/images.ts';
import * as levels from './bounds/levels.ts';
import * as losses from './bounds/losses.ts';
import * as lowRank from './bounds/lowRank.ts';
import * as mixtures from './bounds/mixtures.ts';
import * as normalization from './bounds/normalization.ts';
import * as optimizers from './bounds/optimizers.ts';
import * as privacy from './bounds/privacy.ts';
import * as products from './bounds/products.ts';
import * as ranking from './bounds/ranking.ts';
import * as recurrent from './bounds/recurrent.ts';
import * as spectral from './bounds/spectral.ts';
import * as tokens from './bounds/tokens.ts';
import * as totalCorrelation from './bounds/totalCorrelation.ts';
import type { CaseValues, PreparedCase } from './preparedCase.ts';

const bounds: { readonly [K in RecordedKernel]: Bound<K> } = {
  activation_backward: elementwise.activationBackwardBound,
  activation_forward: elementwise.activationForwardBound,
  bilinear_backward: images.bilinearBackwardBound,
  bilinear_forward: images.bilinearForwardBound,
  dropout: images.dropoutBound,
  gate_backward: images.gateBackwardBound,
  gate_forward: images.gateForwardBound,
  half_activation_backward: images.halfActivationBackwardBound,
  half_activation_forward: images.halfActivationForwardBound,
  max_pool_backward: images.maxPoolBackwardBound,
  max_pool_forward: images.maxPoolForwardBound,
  affine_flow_backward: flows.affineFlowBackwardBound,
  affine_flow_forward: flows.affineFlowForwardBound,
  affine_flow_inverse: flows.affineFlowInverseBound,
  mask_weight: flows.maskWeightBound,
  householder_backward: flowChains.householderBackwardBound,
  householder_forward: flowChains.householderForwardBound,
  planar_backward: flowChains.planarBackwardBound,
  planar_forward: flowChains.planarForwardBound,
  radial_backward: flowChains.radialBackwardBound,
  radial_forward: flowChains.radialForwardBound,
  triangular_flow_backward: flows.triangularFlowBackwardBound,
  triangular_flow_forward: flows.triangularFlowForwardBound,
  window_spread: images.windowSpreadBound,
  window_sums: images.windowSumsBound,
  embedding_backward: recurrent.embeddingBackwardBound,
  embedding_forward: recurrent.embeddingForwardBound,
  token_order: recurrent.tokenOrderBound,
  gru_step_backward: recurrent.gruStepBackwardBound,
  gru_step_forward: recurrent.gruStepForwardBound,
  lstm_step_backward: recurrent.lstmStepBackwardBound,
  lstm_step_forward: recurrent.lstmStepForwardBound,
  rows_to_steps: recurrent.rowsToStepsBound,
  steps_to_rows: recurrent.stepsToRowsBound,
  accuracy: losses.accuracyBound,
  moving_average: products.movingAverageBound,
  normalization_statistics: normalization.normalizationStatisticsBound,
  normalization_forward: normalization.normalizationForwardBound,
  normalization_means: normalization.normalizationMeansBound,
  normalization_backward: normalization.normalizationBackwardBound,
  channel_sums: normalization.channelSumsBound,
  channel_gradients: normalization.channelGradientsBound,
  channel_moments: normalization.channelMomentsBound,
  batch_statistics: normalization.batchStatisticsBound,
  batch_means: normalization.batchMeansBound,
  running_statistics: normalization.runningStatisticsBound,
  stored_statistics: normalization.storedStatisticsBound,
  scale: arithmetic.scaleBound,
  multiply: arithmetic.multiplyBound,
  combine_terms_forward: arithmetic.combineTermsForwardBound,
  combine_terms_backward: arithmetic.combineTermsBackwardBound,
  concat: elementwise.concatBound,
  bias_parts: convolutions.biasPartsBound,
  conv_backward_input: convolutions.convBackwardInputBound,
  conv_backward_weight: convolutions.convBackwardWeightBound,
  conv_forward: convolutions.convForwardBound,
  conv_transpose_backward_input: convolutions.convTransposeBackwardInputBound,
  conv_transpose_forward: convolutions.convTransposeForwardBound,
  sum_parts: convolutions.sumPartsBound,
  aggregate_posterior: aggregatePosteriorBound,
  latent_covariance: codes.latentCovarianceBound,
  decorrelation_forward: codes.decorrelationForwardBound,
  decorrelation_backward: codes.decorrelationBackwardBound,
  mmd_forward: codes.mmdForwardBound,
  mmd_backward: codes.mmdBackwardBound,
  total_correlation_forward: totalCorrelation.totalCorrelationForwardBound,
  total_correlation_backward_z: totalCorrelation.totalCorrelationBackwardZBound,
  total_correlation_backward_stats: totalCorrelation.totalCorrelationBackwardStatsBound,
  keep: spectral.keepBound,
  spectral_backward: spectral.backwardBound,
  spectral_columns: spectral.columnsBound,
  spectral_dots: spectral.dotsBound,
  spectral_rows: spectral.rowsBound,
  spectral_vectors: spectral.vectorsBound,
  spectral_weight: spectral.weightBound,
  balance: optimizers.balanceBound,
  clip_examples: privacy.clipExamplesBound,
  clip_scale: optimizers.clipScaleBound,
  gated_scalars: optimizers.gatedScalarsBound,
  gated_update: optimizers.gatedUpdateBound,
  likelihood_backward: losses.likelihoodBackwardBound,
  likelihood_forward: losses.likelihoodForwardBound,
  likelihood_forward_backward: (given) =>
    losses.likelihoodForwardBackwardBound(notAccumulated(given)),
  group_normalizer: losses.groupNormalizerBound,
  level_mean: losses.levelMeanBound,
  broadcast_forward: elementwise.broadcastForwardBound,
  broadcast_backward: products.broadcastBackwardBound,
  sampled_kl_forward: losses.sampledKlForwardBound,
  sampled_kl_backward: losses.sampledKlBackwardBound,
  path_kl_backward: losses.pathKlBackwardBound,
  gaussian_kl_forward: levels.gaussianKlForwardBound,
  gaussian_kl_backward: levels.gaussianKlBackwardBound,
  sampled_gaussian_kl_forward: levels.sampledGaussianKlForwardBound,
  sampled_gaussian_kl_backward: levels.sampledGaussianKlBackwardBound,
  draw_subset: experts.drawSubsetBound,
  expert_subsets: experts.expertSubsetsBound,
  product_of_experts_backward: experts.productOfExpertsBackwardBound,
  product_of_experts_forward: experts.productOfExpertsForwardBound,
  subset_density_backward_stats: experts.subsetDensityBackwardStatsBound,
  subset_density_backward_z: experts.subsetDensityBackwardZBound,
  subset_density_forward: experts.subsetDensityForwardBound,
  subset_moments: experts.subsetMomentsBound,
  weigh_terms_backward: experts.weighTermsBackwardBound,
  weigh_terms_forward: experts.weighTermsForwardBound,
  merge_gaussians_forward: levels.mergeGaussiansForwardBound,
  merge_gaussians_backward: levels.mergeGaussiansBackwardBound,
  relative_gaussian: levels.relativeGaussianBound,
  free_bits_forward: levels.freeBitsForwardBound,
  free_bits_backward: levels.freeBitsBackwardBound,
  importance_bound_forward: losses.importanceBoundForwardBound,
  importance_bound_backward: losses.importanceBoundBackwardBound,
  dense_backward_input: products.denseBackwardInputBound,
  dense_backward_weight: products.denseBackwardWeightBound,
  dense_forward: products.denseForwardBound,
  gather: elementwise.gatherBound,
  flip_images: elementwise.flipImagesBound,
  gather_indices: elementwise.gatherIndicesBound,
  gather_one_hot: elementwise.gatherOneHotBound,
  conv_example_norms: privacy.convExampleNormsBound,
  example_norms: privacy.exampleNormsBound,
  example_squares: privacy.exampleSquaresBound,
  gradient_noise: privacy.gradientNoiseBound,
  gradient_squares: optimizers.gradientSquaresBound,
  kl_backward: losses.klBackwardBound,
  kl_forward: losses.klForwardBound,
  kl_forward_backward: (given) => ({
    ...losses.klForwardBound(given as never),
    ...losses.klBackwardBound(notAccumulated(given) as never),
  }),
  normalize_rows: elementwise.normalizeRowsBound,
  one_hot: elementwise.oneHotBound,
  kl_gate: losses.klGateBound,
  outside_domain: elementwise.outsideDomainBound,
  pixels: elementwise.pixelsBound,
  optimizer_update: optimizers.optimizerUpdateBound,
  reparameterize_backward: elementwise.reparameterizeBackwardBound,
  reparameterize_forward: elementwise.reparameterizeForwardBound,
  slice_columns: elementwise.sliceColumnsBound,
  slice_columns_backward: elementwise.sliceColumnsBackwardBound,
  log_rates_backward: counts.logRatesBackwardBound,
  log_rates_forward: counts.logRatesForwardBound,
  zero_inflated_nll_backward: counts.zeroInflatedNllBackwardBound,
  zero_inflated_nll_forward: counts.zeroInflatedNllForwardBound,
  softmax_groups: elementwise.softmaxGroupsBound,
  softmax_groups_backward: elementwise.softmaxGroupsBackwardBound,
  standard_normal: elementwise.standardNormalBound,
  sequence_terms: tokens.sequenceTermsBound,
  shift_tokens: tokens.shiftTokensBound,
  token_lengths: tokens.tokenLengthsBound,
  choose_tokens: decoding.chooseTokensBound,
  beam_tokens: decoding.beamTokensBound,
  top_columns: ranking.topColumnsBound,
  observed_likelihood_backward: cells.observedLikelihoodBackwardBound,
  observed_likelihood_forward: cells.observedLikelihoodForwardBound,
  weighted_samples: cells.weightedSamplesBound,
  token_losses: tokens.tokenLossesBound,
  token_losses_backward: tokens.tokenLossesBackwardBound,
  sum_terms: products.sumTermsBound,
  relative_moments_forward: mixtures.relativeMomentsForwardBound,
  relative_moments_backward_stats: mixtures.relativeMomentsBackwardStatsBound,
  relative_moments_backward_prior: mixtures.relativeMomentsBackwardPriorBound,
  full_kl_forward: covariances.fullKlForwardBound,
  full_kl_backward: covariances.fullKlBackwardBound,
  full_nll_forward: covariances.fullNllForwardBound,
  full_nll_backward: covariances.fullNllBackwardBound,
  lower_product_forward: covariances.lowerProductForwardBound,
  lower_product_backward: covariances.lowerProductBackwardBound,
  marginal_moments: covariances.marginalMomentsBound,
  low_rank_kl_backward: lowRank.lowRankKlBackwardBound,
  low_rank_kl_forward: lowRank.lowRankKlForwardBound,
  low_rank_moments: lowRank.lowRankMomentsBound,
  low_rank_nll_backward: lowRank.lowRankNllBackwardBound,
  low_rank_nll_forward: lowRank.lowRankNllForwardBound,
  low_rank_product_backward: lowRank.lowRankProductBackwardBound,
  low_rank_product_forward: lowRank.lowRankProductForwardBound,
  concrete_forward: classes.concreteForwardBound,
  concrete_backward: classes.concreteBackwardBound,
  categorical_nll: classes.categoricalNllBound,
  categorical_kl_forward: classes.categoricalKlForwardBound,
  categorical_kl_backward: classes.categoricalKlBackwardBound,
  mixture_choice: mixtures.mixtureChoiceBound,
  mixture_density_forward: mixtures.mixtureDensityForwardBound,
  mixture_density_backward_z: mixtures.mixtureDensityBackwardZBound,
  mixture_density_backward_stats: mixtures.mixtureDensityBackwardStatsBound,
  mixture_density_backward_weights: mixtures.mixtureDensityBackwardWeightsBound,
};

/** A fused kernel overwrites its gradient, so the previous values add no error. */
function notAccumulated<K extends KernelName>(given: BoundContext<K>): BoundContext<K> {
  return {
    ...given,
    values: { ...given.values, doutputs: new Float64Array(), dstats: new Float64Array() },
  };
}

/** The bound of every output element of a prepared case, by output name. */
export function boundsOf(
  { dispatch, step, values }: PreparedCase,
  expected: CaseValues,
): CaseValues {
  const launch = bindLaunch(dispatch, ({ name }) => values[name] ?? new Float64Array());
  const choices = Object.entries(dispatch.slots).map(([slot, { choice }]) => [slot, choice]);
  const bound = bounds[dispatch.kernel as RecordedKernel] as Bound<RecordedKernel>;
  return bound({
    context: launch.context(step) as never,
    values,
    expected,
    choices: Object.fromEntries(choices),
  });
}
