import type { Dispatch } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
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
import { termsInParts } from './termsInParts.ts';

/**
 * `dense_forward → reparameterize_forward, kl_forward → dense_forward` → `latent_forward`: computes
 * mu, logvar, z and the decoder's first layer, row by row. Applies only if the encoder has a hidden
 * layer. The kernel writes the KL in parts of four latents, and the burst sums over the parts.
 */
export const latentForward = (options: FusionOptions): FusionRule => ({
  anchors: ['reparameterize_forward'],
  rewrite: (step, sample) => {
    const { stats, z } = sample.bindings;
    const encode = step.only('dense_forward', 'y', stats);
    const kl = step.only('kl_forward', 'stats', stats);
    const decode = step.only('dense_forward', 'x', z);
    const recorded = kl?.bindings.terms;
    if (!z || !encode || !kl || !decode || !recorded) return undefined;
    if (step.usersOf(recorded).length !== 1 || severalSamples(sample)) return undefined;
    const terms = termsInParts(recorded, latentParts(z.shape[1] ?? 0));
    const fused = fusedOf([encode, sample, kl, decode], terms, options);
    return fused && { ...join(fused.parts ?? [], fused), inParts: terms };
  },
});

function fusedOf(
  parts: readonly [encode: Dispatch, sample: Dispatch, kl: Dispatch, decode: Dispatch],
  terms: Tensor,
  options: FusionOptions,
): Dispatch | undefined {
  const [encode, sample, , decode] = parts;
  const h = encode.slots.load?.bindings.x;
  const { stats, z } = sample.bindings;
  const { y } = decode.bindings;
  const { weight: weight2, bias: bias2 } = encode.bindings;
  const { weight: weight3, bias: bias3 } = decode.bindings;
  const noise = slotOf(sample, 'noise');
  const activation = slotOf(decode, 'activation');
  if (!h || !stats || !z || !y || !noise || !activation) return undefined;
  if (encode.slots.activation?.choice !== 'identity') return undefined;
  if (!weight2 || !bias2 || !weight3 || !bias3) return undefined;
  const parameters = groupParameters([weight2, bias2, weight3, bias3]);
  if (!parameters) return undefined;
  const [rows = 0, latent = 0] = z.shape;
  const fused = dispatch('latent_forward', 'latent.forward', {
    bindings: {
      h,
      parameters,
      stats,
      z,
      y,
      terms,
      partial: partialSums(stats.name, { rows, blocks: 2 * latentParts(latent), more: 0 }, options),
    },
    slots: { noise, activation },
    constants: {
      ...(sample.constants.STREAM !== undefined && { STREAM: sample.constants.STREAM }),
      ...lanes(options),
      ...(options.rolledLoops && { ROLLED: true }),
      WEIGHT2: parameterStart(weight2),
      BIAS2: parameterStart(bias2),
      WEIGHT3: parameterStart(weight3),
      BIAS3: parameterStart(bias3),
    },
  });
  return { ...fused, label: `${encode.label}…${decode.label}`, parts };
}
