// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import { coreKernels } from './core.generated.ts';
import { trainingKernels } from './training.generated.ts';
import { variantsKernels } from './variants.generated.ts';
import { activationsKernels } from './activations.generated.ts';
import { conditionKernels } from './condition.generated.ts';
import { transformsKernels } from './transforms.generated.ts';
import { gaussianKernels } from './gaussian.generated.ts';
import { laplaceKernels } from './laplace.generated.ts';
import { continuousBernoulliKernels } from './continuousBernoulli.generated.ts';
import { categoricalKernels } from './categorical.generated.ts';
import { poissonKernels } from './poisson.generated.ts';
import { negativeBinomialKernels } from './negativeBinomial.generated.ts';
import { expKernels } from './exp.generated.ts';
import { broadcastKernels } from './broadcast.generated.ts';
import { importanceKernels } from './importance.generated.ts';
import { klGateKernels } from './klGate.generated.ts';
import { classificationKernels } from './classification.generated.ts';
import { variablesKernels } from './variables.generated.ts';
import { adamwKernels } from './adamw.generated.ts';
import { sgdKernels } from './sgd.generated.ts';
import { rmspropKernels } from './rmsprop.generated.ts';
import { clipNormKernels } from './clipNorm.generated.ts';
import { diagnosisKernels } from './diagnosis.generated.ts';

/** The whole catalogue, for tests and tools: what is shipped loads the parts it needs. */
export const allParts = [
  coreKernels,
  trainingKernels,
  variantsKernels,
  activationsKernels,
  conditionKernels,
  transformsKernels,
  gaussianKernels,
  laplaceKernels,
  continuousBernoulliKernels,
  categoricalKernels,
  poissonKernels,
  negativeBinomialKernels,
  expKernels,
  broadcastKernels,
  importanceKernels,
  klGateKernels,
  classificationKernels,
  variablesKernels,
  adamwKernels,
  sgdKernels,
  rmspropKernels,
  clipNormKernels,
  diagnosisKernels,
] as const;
