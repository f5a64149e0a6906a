// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import { activationsKernels } from './activations.generated.ts';
import { gaussianKernels } from './gaussian.generated.ts';
import { negativeBinomialKernels } from './negativeBinomial.generated.ts';
import { countSharesKernels } from './countShares.generated.ts';
import { laplaceKernels } from './laplace.generated.ts';
import { categoricalKernels } from './categorical.generated.ts';
import { softmaxKernels } from './softmax.generated.ts';
import { broadcastKernels } from './broadcast.generated.ts';
import { expKernels } from './exp.generated.ts';
import { poissonKernels } from './poisson.generated.ts';
import { continuousBernoulliKernels } from './continuousBernoulli.generated.ts';
import { gpuVariantsKernels } from './gpuVariants.generated.ts';
import { quadVariantsKernels } from './quadVariants.generated.ts';
import { stepVariantsKernels } from './stepVariants.generated.ts';
import { imageVariantsKernels } from './imageVariants.generated.ts';
import { wasmVariantsKernels } from './wasmVariants.generated.ts';
import { diagnosisKernels } from './diagnosis.generated.ts';
import { importanceKernels } from './importance.generated.ts';
import { doublyReparameterizedKernels } from './doublyReparameterized.generated.ts';
import { decorrelationKernels } from './decorrelation.generated.ts';
import { mmdKernels } from './mmd.generated.ts';
import { totalCorrelationKernels } from './totalCorrelation.generated.ts';
import { klGateKernels } from './klGate.generated.ts';
import { levelsKernels } from './levels.generated.ts';
import { expertsKernels } from './experts.generated.ts';
import { covarianceKernels } from './covariance.generated.ts';
import { lowRankKernels } from './lowRank.generated.ts';
import { categoricalLatentKernels } from './categoricalLatent.generated.ts';
import { gaussianPriorKernels } from './gaussianPrior.generated.ts';
import { mixtureKernels } from './mixture.generated.ts';
import { transformsKernels } from './transforms.generated.ts';
import { conditionKernels } from './condition.generated.ts';
import { classificationKernels } from './classification.generated.ts';
import { rankingKernels } from './ranking.generated.ts';
import { cellsKernels } from './cells.generated.ts';
import { arithmeticKernels } from './arithmetic.generated.ts';
import { domainKernels } from './domain.generated.ts';
import { canvasKernels } from './canvas.generated.ts';
import { convolutionsKernels } from './convolutions.generated.ts';
import { convolutionTrainingKernels } from './convolutionTraining.generated.ts';
import { variablesKernels } from './variables.generated.ts';
import { normalizationKernels } from './normalization.generated.ts';
import { rowNormalizationKernels } from './rowNormalization.generated.ts';
import { batchNormalizationKernels } from './batchNormalization.generated.ts';
import { windowsKernels } from './windows.generated.ts';
import { maxPoolKernels } from './maxPool.generated.ts';
import { bilinearKernels } from './bilinear.generated.ts';
import { gateKernels } from './gate.generated.ts';
import { dropoutKernels } from './dropout.generated.ts';
import { sequencesKernels } from './sequences.generated.ts';
import { embeddingKernels } from './embedding.generated.ts';
import { tokensKernels } from './tokens.generated.ts';
import { shiftedTokensKernels } from './shiftedTokens.generated.ts';
import { decodedTokensKernels } from './decodedTokens.generated.ts';
import { gruKernels } from './gru.generated.ts';
import { lstmKernels } from './lstm.generated.ts';
import { planarKernels } from './planar.generated.ts';
import { radialKernels } from './radial.generated.ts';
import { householderKernels } from './householder.generated.ts';
import { sylvesterKernels } from './sylvester.generated.ts';
import { autoregressiveKernels } from './autoregressive.generated.ts';
import { coreKernels } from './core.generated.ts';
import { lossesKernels } from './losses.generated.ts';
import { trainingKernels } from './training.generated.ts';
import { adamwKernels } from './adamw.generated.ts';
import { rmspropKernels } from './rmsprop.generated.ts';
import { clipNormKernels } from './clipNorm.generated.ts';
import { privacyKernels } from './privacy.generated.ts';
import { sgdKernels } from './sgd.generated.ts';
import { spectralKernels } from './spectral.generated.ts';
import { balanceKernels } from './balance.generated.ts';

/** The whole catalogue, for tests and tools: what is shipped loads the parts it needs. */
export const allParts = [
  activationsKernels,
  gaussianKernels,
  negativeBinomialKernels,
  countSharesKernels,
  laplaceKernels,
  categoricalKernels,
  softmaxKernels,
  broadcastKernels,
  expKernels,
  poissonKernels,
  continuousBernoulliKernels,
  gpuVariantsKernels,
  quadVariantsKernels,
  stepVariantsKernels,
  imageVariantsKernels,
  wasmVariantsKernels,
  diagnosisKernels,
  importanceKernels,
  doublyReparameterizedKernels,
  decorrelationKernels,
  mmdKernels,
  totalCorrelationKernels,
  klGateKernels,
  levelsKernels,
  expertsKernels,
  covarianceKernels,
  lowRankKernels,
  categoricalLatentKernels,
  gaussianPriorKernels,
  mixtureKernels,
  transformsKernels,
  conditionKernels,
  classificationKernels,
  rankingKernels,
  cellsKernels,
  arithmeticKernels,
  domainKernels,
  canvasKernels,
  convolutionsKernels,
  convolutionTrainingKernels,
  variablesKernels,
  normalizationKernels,
  rowNormalizationKernels,
  batchNormalizationKernels,
  windowsKernels,
  maxPoolKernels,
  bilinearKernels,
  gateKernels,
  dropoutKernels,
  sequencesKernels,
  embeddingKernels,
  tokensKernels,
  shiftedTokensKernels,
  decodedTokensKernels,
  gruKernels,
  lstmKernels,
  planarKernels,
  radialKernels,
  householderKernels,
  sylvesterKernels,
  autoregressiveKernels,
  coreKernels,
  lossesKernels,
  trainingKernels,
  adamwKernels,
  rmspropKernels,
  clipNormKernels,
  privacyKernels,
  sgdKernels,
  spectralKernels,
  balanceKernels,
] as const;
