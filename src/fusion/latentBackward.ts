import type { Dispatch } from '../graph/plan.ts';
import { dispatch, slotOf } from '../kernels/dispatch.ts';
import {
  groupParameters,
  latentParts,
  parameterStart,
  partialSums,
  severalSamples,
} from './latent.ts';
import { type FusionRule, only, replace, usersOf, writersOf } from './rule.ts';

/**
 * `dense_backward_input → kl_backward, reparameterize_backward → dense_backward_input` →
 * `latent_backward`. Only where nobody else needs dz, those two alone make dstats and nothing
 * adds to an earlier gradient.
 */
export const latentBackward: FusionRule = (plan) => {
  const { step } = plan;
  for (const sample of step) {
    const { stats, dz, dstats } = sample.bindings;
    if (sample.kernel !== 'reparameterize_backward' || !stats || !dz || !dstats) continue;
    const decode = only(step, 'dense_backward_input', 'dx', dz);
    const kl = only(step, 'kl_backward', 'dstats', dstats);
    const encode = only(step, 'dense_backward_input', 'dy', dstats);
    if (!decode || !kl || !encode || usersOf(step, dz).length !== 2) continue;
    if (writersOf(step, dstats).length !== 2 || severalSamples(sample)) continue;
    const fused = join(decode, kl, sample, encode);
    if (fused) return { ...plan, step: replace(step, fused.parts ?? [], fused) };
  }
  return undefined;
};

function join(
  decode: Dispatch,
  kl: Dispatch,
  sample: Dispatch,
  encode: Dispatch,
): Dispatch | undefined {
  const { stats, dz, dstats } = sample.bindings;
  const { dy, weight: weight3 } = decode.bindings;
  const { dx: dh, weight: weight2 } = encode.bindings;
  const noise = slotOf(sample, 'noise');
  const gradient = slotOf(encode, 'activation_gradient');
  if (!stats || !dz || !dstats || !dy || !dh || !weight2 || !weight3) return undefined;
  if (!noise || !gradient) return undefined;
  // With noise that is given, the fused kernel has no binding left for a gate.
  if (kl.slots.kl_weight?.choice !== 'one') return undefined;
  if (decode.slots.activation_gradient?.choice !== 'identity') return undefined;
  if (decode.constants.ACCUMULATE !== false || encode.constants.ACCUMULATE !== false) {
    return undefined;
  }
  // One of the two writes dstats first, the other adds to it.
  if (kl.constants.ACCUMULATE === sample.constants.ACCUMULATE) return undefined;
  const parameters = groupParameters([weight2, weight3]);
  if (!parameters) return undefined;
  const [rows = 0, latent = 0] = dz.shape;
  const parts = latentParts(latent);
  const fused = dispatch('latent_backward', 'latent.backward', {
    bindings: {
      dy,
      parameters,
      stats,
      dstats,
      dh,
      partial: partialSums(dz.name, rows, parts, 2 * parts),
    },
    slots: { noise, activation_gradient: gradient },
    constants: {
      ...(sample.constants.STREAM !== undefined && { STREAM: sample.constants.STREAM }),
      ...(kl.constants.TERM !== undefined && { TERM: kl.constants.TERM }),
      WEIGHT2: parameterStart(weight2),
      WEIGHT3: parameterStart(weight3),
    },
  });
  const ordered = kl.constants.ACCUMULATE === true ? [sample, kl] : [kl, sample];
  return {
    ...fused,
    label: `${decode.label}…${encode.label}`,
    parts: [decode, ...ordered, encode],
  };
}
