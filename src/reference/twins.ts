import type { RecordedKernel } from '../kernels/names.ts';
import type { Twin } from './twin.ts';
import { activationBackward } from './twins/activationBackward.ts';
import { clipScale } from './twins/clipScale.ts';
import { denseBackwardInput } from './twins/denseBackwardInput.ts';
import { denseBackwardWeight } from './twins/denseBackwardWeight.ts';
import { denseForward } from './twins/denseForward.ts';
import { gather } from './twins/gather.ts';
import { gradientSquares } from './twins/gradientSquares.ts';
import { klBackward } from './twins/klBackward.ts';
import { klForward } from './twins/klForward.ts';
import { klForwardBackward } from './twins/klForwardBackward.ts';
import { likelihoodBackward } from './twins/likelihoodBackward.ts';
import { likelihoodForward } from './twins/likelihoodForward.ts';
import { likelihoodForwardBackward } from './twins/likelihoodForwardBackward.ts';
import { optimizerUpdate } from './twins/optimizerUpdate.ts';
import { reparameterizeBackward } from './twins/reparameterizeBackward.ts';
import { reparameterizeForward } from './twins/reparameterizeForward.ts';
import { standardNormal } from './twins/standardNormal.ts';
import { sumTerms } from './twins/sumTerms.ts';

/** The float64 twin of every kernel that ops record; one without a twin does not compile. */
export const twins: { readonly [K in RecordedKernel]: Twin<K> } = {
  activation_backward: activationBackward,
  clip_scale: clipScale,
  dense_backward_input: denseBackwardInput,
  dense_backward_weight: denseBackwardWeight,
  dense_forward: denseForward,
  gather,
  gradient_squares: gradientSquares,
  kl_backward: klBackward,
  kl_forward: klForward,
  kl_forward_backward: klForwardBackward,
  likelihood_backward: likelihoodBackward,
  likelihood_forward: likelihoodForward,
  likelihood_forward_backward: likelihoodForwardBackward,
  optimizer_update: optimizerUpdate,
  reparameterize_backward: reparameterizeBackward,
  reparameterize_forward: reparameterizeForward,
  standard_normal: standardNormal,
  sum_terms: sumTerms,
};
