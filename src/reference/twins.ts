import type { KernelName } from '../kernels/names.ts';
import type { Twin } from './twin.ts';
import { activationBackward } from './twins/activationBackward.ts';
import { adam } from './twins/adam.ts';
import { bernoulliBackward } from './twins/bernoulliBackward.ts';
import { bernoulliForward } from './twins/bernoulliForward.ts';
import { bernoulliForwardBackward } from './twins/bernoulliForwardBackward.ts';
import { denseBackwardInput } from './twins/denseBackwardInput.ts';
import { denseBackwardWeight } from './twins/denseBackwardWeight.ts';
import { denseForward } from './twins/denseForward.ts';
import { gather } from './twins/gather.ts';
import { klBackward } from './twins/klBackward.ts';
import { klForward } from './twins/klForward.ts';
import { klForwardBackward } from './twins/klForwardBackward.ts';
import { reparameterizeBackward } from './twins/reparameterizeBackward.ts';
import { reparameterizeForward } from './twins/reparameterizeForward.ts';
import { standardNormal } from './twins/standardNormal.ts';
import { sumTerms } from './twins/sumTerms.ts';

/** The float64 twin of every kernel; a kernel without one does not compile. */
export const twins: { readonly [K in KernelName]: Twin<K> } = {
  activation_backward: activationBackward,
  adam,
  bernoulli_backward: bernoulliBackward,
  bernoulli_forward: bernoulliForward,
  bernoulli_forward_backward: bernoulliForwardBackward,
  dense_backward_input: denseBackwardInput,
  dense_backward_input_subgroup: denseBackwardInput,
  dense_backward_weight: denseBackwardWeight,
  dense_backward_weight_subgroup: denseBackwardWeight,
  dense_forward: denseForward,
  dense_forward_subgroup: denseForward,
  gather,
  kl_backward: klBackward,
  kl_forward: klForward,
  kl_forward_backward: klForwardBackward,
  reparameterize_backward: reparameterizeBackward,
  reparameterize_forward: reparameterizeForward,
  standard_normal: standardNormal,
  sum_terms: sumTerms,
};
