import type { RecordedKernel } from '../kernels/names.ts';
import type { Twin } from './twin.ts';
import { accuracy } from './twins/accuracy.ts';
import { activationBackward } from './twins/activationBackward.ts';
import { activationForward } from './twins/activationForward.ts';
import { affineFlowBackward } from './twins/affineFlowBackward.ts';
import { affineFlowForward } from './twins/affineFlowForward.ts';
import { affineFlowInverse } from './twins/affineFlowInverse.ts';
import { aggregatePosterior } from './twins/aggregatePosterior.ts';
import { balance } from './twins/balance.ts';
import { batchMeans } from './twins/batchMeans.ts';
import { batchStatistics } from './twins/batchStatistics.ts';
import { beamTokens } from './twins/beamTokens.ts';
import { biasParts } from './twins/biasParts.ts';
import { bilinearBackward } from './twins/bilinearBackward.ts';
import { bilinearForward } from './twins/bilinearForward.ts';
import { broadcastBackward } from './twins/broadcastBackward.ts';
import { broadcastForward } from './twins/broadcastForward.ts';
import { categoricalKlBackward } from './twins/categoricalKlBackward.ts';
import { categoricalKlForward } from './twins/categoricalKlForward.ts';
import { categoricalNll } from './twins/categoricalNll.ts';
import { channelGradients } from './twins/channelGradients.ts';
import { channelMoments } from './twins/channelMoments.ts';
import { channelSums } from './twins/channelSums.ts';
import { chooseTokens } from './twins/chooseTokens.ts';
import { clipExamples } from './twins/clipExamples.ts';
import { clipScale } from './twins/clipScale.ts';
import { combineTermsBackward } from './twins/combineTermsBackward.ts';
import { combineTermsForward } from './twins/combineTermsForward.ts';
import { concat } from './twins/concat.ts';
import { concreteBackward } from './twins/concreteBackward.ts';
import { concreteForward } from './twins/concreteForward.ts';
import { convBackwardInput } from './twins/convBackwardInput.ts';
import { convBackwardWeight } from './twins/convBackwardWeight.ts';
import { convExampleNorms } from './twins/convExampleNorms.ts';
import { convForward } from './twins/convForward.ts';
import { convTransposeBackwardInput } from './twins/convTransposeBackwardInput.ts';
import { convTransposeForward } from './twins/convTransposeForward.ts';
import { decorrelationBackward } from './twins/decorrelationBackward.ts';
import { decorrelationForward } from './twins/decorrelationForward.ts';
import { denseBackwardInput } from './twins/denseBackwardInput.ts';
import { denseBackwardWeight } from './twins/denseBackwardWeight.ts';
import { denseForward } from './twins/denseForward.ts';
import { drawSubset } from './twins/drawSubset.ts';
import { dropout } from './twins/dropout.ts';
import { embeddingBackward } from './twins/embeddingBackward.ts';
import { embeddingForward } from './twins/embeddingForward.ts';
import { exampleNorms } from './twins/exampleNorms.ts';
import { exampleSquares } from './twins/exampleSquares.ts';
import { expertSubsets } from './twins/expertSubsets.ts';
import { flipImages } from './twins/flipImages.ts';
import { freeBitsBackward } from './twins/freeBitsBackward.ts';
import { freeBitsForward } from './twins/freeBitsForward.ts';
import { fullKlBackward } from './twins/fullKlBackward.ts';
import { fullKlForward } from './twins/fullKlForward.ts';
import { fullNllBackward } from './twins/fullNllBackward.ts';
import { fullNllForward } from './twins/fullNllForward.ts';
import { gateBackward } from './twins/gateBackward.ts';
import { gatedScalars } from './twins/gatedScalars.ts';
import { gatedUpdate } from './twins/gatedUpdate.ts';
import { gateForward } from './twins/gateForward.ts';
import { gather } from './twins/gather.ts';
import { gatherIndices } from './twins/gatherIndices.ts';
import { gatherOneHot } from './twins/gatherOneHot.ts';
import { gaussianKlBackward } from './twins/gaussianKlBackward.ts';
import { gaussianKlForward } from './twins/gaussianKlForward.ts';
import { gradientNoise } from './twins/gradientNoise.ts';
import { gradientSquares } from './twins/gradientSquares.ts';
import { groupNormalizer } from './twins/groupNormalizer.ts';
import { gruStepBackward } from './twins/gruStepBackward.ts';
import { gruStepForward } from './twins/gruStepForward.ts';
import { halfActivationBackward } from './twins/halfActivationBackward.ts';
import { halfActivationForward } from './twins/halfActivationForward.ts';
import { householderBackward } from './twins/householderBackward.ts';
import { householderForward } from './twins/householderForward.ts';
import { importanceBoundBackward } from './twins/importanceBoundBackward.ts';
import { importanceBoundForward } from './twins/importanceBoundForward.ts';
import { keep } from './twins/keep.ts';
import { klBackward } from './twins/klBackward.ts';
import { klForward } from './twins/klForward.ts';
import { klForwardBackward } from './twins/klForwardBackward.ts';
import { klGate } from './twins/klGate.ts';
import { latentCovariance } from './twins/latentCovariance.ts';
import { levelMean } from './twins/levelMean.ts';
import { likelihoodBackward } from './twins/likelihoodBackward.ts';
import { likelihoodForward } from './twins/likelihoodForward.ts';
import { likelihoodForwardBackward } from './twins/likelihoodForwardBackward.ts';
import { logRatesBackward } from './twins/logRatesBackward.ts';
import { logRatesForward } from './twins/logRatesForward.ts';
import { lowerProductBackward } from './twins/lowerProductBackward.ts';
import { lowerProductForward } from './twins/lowerProductForward.ts';
import { lowRankKlBackward } from './twins/lowRankKlBackward.ts';
import { lowRankKlForward } from './twins/lowRankKlForward.ts';
import { lowRankMoments } from './twins/lowRankMoments.ts';
import { lowRankNllBackward } from './twins/lowRankNllBackward.ts';
import { lowRankNllForward } from './twins/lowRankNllForward.ts';
import { lowRankProductBackward } from './twins/lowRankProductBackward.ts';
import { lowRankProductForward } from './twins/lowRankProductForward.ts';
import { lstmStepBackward } from './twins/lstmStepBackward.ts';
import { lstmStepForward } from './twins/lstmStepForward.ts';
import { marginalMoments } from './twins/marginalMoments.ts';
import { maskWeight } from './twins/maskWeight.ts';
import { maxPoolBackward } from './twins/maxPoolBackward.ts';
import { maxPoolForward } from './twins/maxPoolForward.ts';
import { mergeGaussiansBackward } from './twins/mergeGaussiansBackward.ts';
import { mergeGaussiansForward } from './twins/mergeGaussiansForward.ts';
import { mixtureChoice } from './twins/mixtureChoice.ts';
import { mixtureDensityBackwardStats } from './twins/mixtureDensityBackwardStats.ts';
import { mixtureDensityBackwardWeights } from './twins/mixtureDensityBackwardWeights.ts';
import { mixtureDensityBackwardZ } from './twins/mixtureDensityBackwardZ.ts';
import { mixtureDensityForward } from './twins/mixtureDensityForward.ts';
import { mmdBackward } from './twins/mmdBackward.ts';
import { mmdForward } from './twins/mmdForward.ts';
import { movingAverage } from './twins/movingAverage.ts';
import { multiply } from './twins/multiply.ts';
import { normalizationBackward } from './twins/normalizationBackward.ts';
import { normalizationForward } from './twins/normalizationForward.ts';
import { normalizationMeans } from './twins/normalizationMeans.ts';
import { normalizationStatistics } from './twins/normalizationStatistics.ts';
import { normalizeRows } from './twins/normalizeRows.ts';
import { observedLikelihoodBackward } from './twins/observedLikelihoodBackward.ts';
import { observedLikelihoodForward } from './twins/observedLikelihoodForward.ts';
import { oneHot } from './twins/oneHot.ts';
import { optimizerUpdate } from './twins/optimizerUpdate.ts';
import { outsideDomain } from './twins/outsideDomain.ts';
import { pathKlBackward } from './twins/pathKlBackward.ts';
import { pixels } from './twins/pixels.ts';
import { planarBackward } from './twins/planarBackward.ts';
import { planarForward } from './twins/planarForward.ts';
import { productOfExpertsBackward } from './twins/productOfExpertsBackward.ts';
import { productOfExpertsForward } from './twins/productOfExpertsForward.ts';
import { radialBackward } from './twins/radialBackward.ts';
import { radialForward } from './twins/radialForward.ts';
import { relativeGaussian } from './twins/relativeGaussian.ts';
import { relativeMomentsBackwardPrior } from './twins/relativeMomentsBackwardPrior.ts';
import { relativeMomentsBackwardStats } from './twins/relativeMomentsBackwardStats.ts';
import { relativeMomentsForward } from './twins/relativeMomentsForward.ts';
import { reparameterizeBackward } from './twins/reparameterizeBackward.ts';
import { reparameterizeForward } from './twins/reparameterizeForward.ts';
import { rowsToSteps } from './twins/rowsToSteps.ts';
import { runningStatistics } from './twins/runningStatistics.ts';
import { sampledGaussianKlBackward } from './twins/sampledGaussianKlBackward.ts';
import { sampledGaussianKlForward } from './twins/sampledGaussianKlForward.ts';
import { sampledKlBackward } from './twins/sampledKlBackward.ts';
import { sampledKlForward } from './twins/sampledKlForward.ts';
import { scale } from './twins/scale.ts';
import { sequenceTerms } from './twins/sequenceTerms.ts';
import { shiftTokens } from './twins/shiftTokens.ts';
import { sliceColumns } from './twins/sliceColumns.ts';
import { sliceColumnsBackward } from './twins/sliceColumnsBackward.ts';
import { softmaxGroups } from './twins/softmaxGroups.ts';
import { softmaxGroupsBackward } from './twins/softmaxGroupsBackward.ts';
import { spectralBackward } from './twins/spectralBackward.ts';
import { spectralColumns } from './twins/spectralColumns.ts';
import { spectralDots } from './twins/spectralDots.ts';
import { spectralRows } from './twins/spectralRows.ts';
import { spectralVectors } from './twins/spectralVectors.ts';
import { spectralWeight } from './twins/spectralWeight.ts';
import { standardNormal } from './twins/standardNormal.ts';
import { stepsToRows } from './twins/stepsToRows.ts';
import { storedStatistics } from './twins/storedStatistics.ts';
import { subsetDensityBackwardStats } from './twins/subsetDensityBackwardStats.ts';
import { subsetDensityBackwardZ } from './twins/subsetDensityBackwardZ.ts';
import { subsetDensityForward } from './twins/subsetDensityForward.ts';
import { subsetMoments } from './twins/subsetMoments.ts';
import { sumParts } from './twins/sumParts.ts';
import { sumTerms } from './twins/sumTerms.ts';
import { tokenLengths } from './twins/tokenLengths.ts';
import { tokenLosses } from './twins/tokenLosses.ts';
import { tokenLossesBackward } from './twins/tokenLossesBackward.ts';
import { tokenOrder } from './twins/tokenOrder.ts';
import { topColumns } from './twins/topColumns.ts';
import { totalCorrelationBackwardStats } from './twins/totalCorrelationBackwardStats.ts';
import { totalCorrelationBackwardZ } from './twins/totalCorrelationBackwardZ.ts';
import { totalCorrelationForward } from './twins/totalCorrelationForward.ts';
import { triangularFlowBackward } from './twins/triangularFlowBackward.ts';
import { triangularFlowForward } from './twins/triangularFlowForward.ts';
import { weighTermsBackward } from './twins/weighTermsBackward.ts';
import { weighTermsForward } from './twins/weighTermsForward.ts';
import { weightedSamples } from './twins/weightedSamples.ts';
import { windowSpread } from './twins/windowSpread.ts';
import { windowSums } from './twins/windowSums.ts';
import { zeroInflatedNllBackward } from './twins/zeroInflatedNllBackward.ts';
import { zeroInflatedNllForward } from './twins/zeroInflatedNllForward.ts';

/**
 * The float64 twins of all kernels that ops record. TypeScript requires an entry for every kernel.
 */
export const twins: { readonly [K in RecordedKernel]: Twin<K> } = {
  activation_backward: activationBackward,
  activation_forward: activationForward,
  concat,
  bias_parts: biasParts,
  conv_backward_input: convBackwardInput,
  conv_backward_weight: convBackwardWeight,
  conv_forward: convForward,
  conv_transpose_backward_input: convTransposeBackwardInput,
  conv_transpose_forward: convTransposeForward,
  sum_parts: sumParts,
  aggregate_posterior: aggregatePosterior,
  clip_examples: clipExamples,
  clip_scale: clipScale,
  conv_example_norms: convExampleNorms,
  example_norms: exampleNorms,
  example_squares: exampleSquares,
  gradient_noise: gradientNoise,
  dense_backward_input: denseBackwardInput,
  dense_backward_weight: denseBackwardWeight,
  dense_forward: denseForward,
  flip_images: flipImages,
  free_bits_backward: freeBitsBackward,
  free_bits_forward: freeBitsForward,
  gather,
  gather_indices: gatherIndices,
  gather_one_hot: gatherOneHot,
  gaussian_kl_backward: gaussianKlBackward,
  gaussian_kl_forward: gaussianKlForward,
  gradient_squares: gradientSquares,
  kl_backward: klBackward,
  accuracy,
  moving_average: movingAverage,
  kl_forward: klForward,
  kl_forward_backward: klForwardBackward,
  kl_gate: klGate,
  total_correlation_backward_stats: totalCorrelationBackwardStats,
  total_correlation_backward_z: totalCorrelationBackwardZ,
  total_correlation_forward: totalCorrelationForward,
  likelihood_backward: likelihoodBackward,
  likelihood_forward: likelihoodForward,
  likelihood_forward_backward: likelihoodForwardBackward,
  draw_subset: drawSubset,
  expert_subsets: expertSubsets,
  product_of_experts_backward: productOfExpertsBackward,
  product_of_experts_forward: productOfExpertsForward,
  subset_density_backward_stats: subsetDensityBackwardStats,
  subset_density_backward_z: subsetDensityBackwardZ,
  subset_density_forward: subsetDensityForward,
  subset_moments: subsetMoments,
  weigh_terms_backward: weighTermsBackward,
  weigh_terms_forward: weighTermsForward,
  merge_gaussians_backward: mergeGaussiansBackward,
  log_rates_backward: logRatesBackward,
  log_rates_forward: logRatesForward,
  merge_gaussians_forward: mergeGaussiansForward,
  normalize_rows: normalizeRows,
  one_hot: oneHot,
  optimizer_update: optimizerUpdate,
  relative_gaussian: relativeGaussian,
  reparameterize_backward: reparameterizeBackward,
  reparameterize_forward: reparameterizeForward,
  outside_domain: outsideDomain,
  pixels,
  slice_columns: sliceColumns,
  slice_columns_backward: sliceColumnsBackward,
  softmax_groups: softmaxGroups,
  softmax_groups_backward: softmaxGroupsBackward,
  standard_normal: standardNormal,
  sequence_terms: sequenceTerms,
  choose_tokens: chooseTokens,
  beam_tokens: beamTokens,
  shift_tokens: shiftTokens,
  sum_terms: sumTerms,
  top_columns: topColumns,
  observed_likelihood_backward: observedLikelihoodBackward,
  observed_likelihood_forward: observedLikelihoodForward,
  weighted_samples: weightedSamples,
  token_lengths: tokenLengths,
  token_losses: tokenLosses,
  token_losses_backward: tokenLossesBackward,
  zero_inflated_nll_backward: zeroInflatedNllBackward,
  zero_inflated_nll_forward: zeroInflatedNllForward,
  broadcast_backward: broadcastBackward,
  broadcast_forward: broadcastForward,
  group_normalizer: groupNormalizer,
  decorrelation_backward: decorrelationBackward,
  decorrelation_forward: decorrelationForward,
  latent_covariance: latentCovariance,
  mmd_backward: mmdBackward,
  keep,
  spectral_backward: spectralBackward,
  spectral_columns: spectralColumns,
  spectral_dots: spectralDots,
  spectral_rows: spectralRows,
  spectral_vectors: spectralVectors,
  spectral_weight: spectralWeight,
  balance,
  gated_scalars: gatedScalars,
  gated_update: gatedUpdate,
  mmd_forward: mmdForward,
  path_kl_backward: pathKlBackward,
  importance_bound_backward: importanceBoundBackward,
  importance_bound_forward: importanceBoundForward,
  sampled_gaussian_kl_backward: sampledGaussianKlBackward,
  sampled_gaussian_kl_forward: sampledGaussianKlForward,
  sampled_kl_backward: sampledKlBackward,
  sampled_kl_forward: sampledKlForward,
  level_mean: levelMean,
  scale,
  multiply,
  combine_terms_forward: combineTermsForward,
  combine_terms_backward: combineTermsBackward,
  normalization_statistics: normalizationStatistics,
  normalization_forward: normalizationForward,
  normalization_means: normalizationMeans,
  normalization_backward: normalizationBackward,
  channel_sums: channelSums,
  channel_gradients: channelGradients,
  channel_moments: channelMoments,
  batch_statistics: batchStatistics,
  batch_means: batchMeans,
  running_statistics: runningStatistics,
  stored_statistics: storedStatistics,
  bilinear_backward: bilinearBackward,
  bilinear_forward: bilinearForward,
  dropout: dropout,
  gate_backward: gateBackward,
  gate_forward: gateForward,
  embedding_backward: embeddingBackward,
  embedding_forward: embeddingForward,
  token_order: tokenOrder,
  gru_step_backward: gruStepBackward,
  gru_step_forward: gruStepForward,
  lstm_step_backward: lstmStepBackward,
  lstm_step_forward: lstmStepForward,
  rows_to_steps: rowsToSteps,
  steps_to_rows: stepsToRows,
  half_activation_backward: halfActivationBackward,
  half_activation_forward: halfActivationForward,
  max_pool_backward: maxPoolBackward,
  max_pool_forward: maxPoolForward,
  affine_flow_backward: affineFlowBackward,
  affine_flow_forward: affineFlowForward,
  affine_flow_inverse: affineFlowInverse,
  householder_backward: householderBackward,
  householder_forward: householderForward,
  mask_weight: maskWeight,
  planar_backward: planarBackward,
  planar_forward: planarForward,
  radial_backward: radialBackward,
  radial_forward: radialForward,
  triangular_flow_backward: triangularFlowBackward,
  triangular_flow_forward: triangularFlowForward,
  window_spread: windowSpread,
  window_sums: windowSums,
  full_kl_forward: fullKlForward,
  full_nll_backward: fullNllBackward,
  full_nll_forward: fullNllForward,
  full_kl_backward: fullKlBackward,
  lower_product_forward: lowerProductForward,
  lower_product_backward: lowerProductBackward,
  marginal_moments: marginalMoments,
  low_rank_kl_backward: lowRankKlBackward,
  low_rank_kl_forward: lowRankKlForward,
  low_rank_moments: lowRankMoments,
  low_rank_nll_backward: lowRankNllBackward,
  low_rank_nll_forward: lowRankNllForward,
  low_rank_product_backward: lowRankProductBackward,
  low_rank_product_forward: lowRankProductForward,
  concrete_forward: concreteForward,
  concrete_backward: concreteBackward,
  categorical_nll: categoricalNll,
  categorical_kl_forward: categoricalKlForward,
  categorical_kl_backward: categoricalKlBackward,
  relative_moments_forward: relativeMomentsForward,
  relative_moments_backward_stats: relativeMomentsBackwardStats,
  relative_moments_backward_prior: relativeMomentsBackwardPrior,
  mixture_choice: mixtureChoice,
  mixture_density_forward: mixtureDensityForward,
  mixture_density_backward_z: mixtureDensityBackwardZ,
  mixture_density_backward_stats: mixtureDensityBackwardStats,
  mixture_density_backward_weights: mixtureDensityBackwardWeights,
};
