import type { Dispatch } from '../graph/plan.ts';
import { dispatch, slotOf } from '../kernels/dispatch.ts';
import {
  groupParameters,
  lanes,
  latentParts,
  parameterStart,
  partialSums,
  severalSamples,
} from './latent.ts';
import { type FusionOptions, type FusionRule, join } from './rule.ts';

/**
 * `dense_backward_input → kl_backward, reparameterize_backward → dense_backward_input` →
 * `latent_backward`. Applies only if no other dispatch needs dz, only those two compute dstats, and
 * nothing is added to an earlier gradient.
 */
export const latentBackward = (options: FusionOptions): FusionRule => ({
  anchors: ['reparameterize_backward'],
  rewrite: (step, sample) => {
    const { dz, dstats } = sample.bindings;
    const decode = step.only('dense_backward_input', 'dx', dz);
    const kl = step.only('kl_backward', 'dstats', dstats);
    const encode = step.only('dense_backward_input', 'dy', dstats);
    if (!decode || !kl || !encode || severalSamples(sample)) return undefined;
    const fused = fusedOf([decode, kl, sample, encode], options);
    return fused && join(fused.parts ?? [], fused);
  },
});

function fusedOf(
  [decode, kl, sample, encode]: readonly [Dispatch, Dispatch, Dispatch, Dispatch],
  options: FusionOptions,
): Dispatch | undefined {
  const { stats, dz, dstats } = sample.bindings;
  const { dy, weight: weight3 } = decode.bindings;
  const { dx: dh, weight: weight2 } = encode.bindings;
  const noise = slotOf(sample, 'noise');
  const gradient = slotOf(encode, 'activation_gradient');
  if (!stats || !dz || !dstats || !dy || !dh || !weight2 || !weight3) return undefined;
  if (!noise || !gradient) return undefined;
  // With given noise, the fused kernel has no free binding for a gate.
  if (kl.slots.kl_weight?.choice !== 'one') return undefined;
  if (decode.slots.activation_gradient?.choice !== 'identity') return undefined;
  if (decode.constants.ACCUMULATE !== false || encode.constants.ACCUMULATE !== false) {
    return undefined;
  }
  // One of the two must write dstats first, and the other must add to it.
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
      partial: partialSums(dz.name, { rows, blocks: parts, more: 2 * parts }, options),
    },
    slots: { noise, activation_gradient: gradient },
    constants: {
      ...(sample.constants.STREAM !== undefined && { STREAM: sample.constants.STREAM }),
      ...(kl.constants.TERM !== undefined && { TERM: kl.constants.TERM }),
      ...lanes(options),
      ...(options.rolledLoops && { ROLLED: true }),
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
