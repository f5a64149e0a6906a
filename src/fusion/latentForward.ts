import type { Dispatch } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch, slotOf } from '../kernels/dispatch.ts';
import {
  groupParameters,
  latentParts,
  parameterStart,
  partialSums,
  severalSamples,
} from './latent.ts';
import { type FusionRule, only, replace, usersOf } from './rule.ts';
import { sumParts, termsInParts } from './termsInParts.ts';

/**
 * `dense_forward → reparameterize_forward, kl_forward → dense_forward` → `latent_forward`:
 * mu, logvar, z and the decoder's first layer, rows by rows. Only where the encoder has a
 * hidden layer before it. KL then comes in parts of four latents, and is summed over them too.
 */
export const latentForward: FusionRule = (plan) => {
  const { step, burst } = plan;
  for (const sample of step) {
    const { stats, z } = sample.bindings;
    if (sample.kernel !== 'reparameterize_forward' || !stats || !z) continue;
    const encode = only(step, 'dense_forward', 'y', stats);
    const kl = only(step, 'kl_forward', 'stats', stats);
    const decode = only(step, 'dense_forward', 'x', z);
    const recorded = kl?.bindings.terms;
    if (!encode || !kl || !decode || !recorded || usersOf(step, recorded).length !== 1) continue;
    if (severalSamples(sample)) continue;
    const terms = termsInParts(recorded, latentParts(z.shape[1] ?? 0));
    const fused = join(encode, sample, kl, decode, terms);
    if (!fused) continue;
    const parts = fused.parts ?? [];
    return { ...plan, step: replace(step, parts, fused), burst: sumParts(burst, terms) };
  }
  return undefined;
};

function join(
  encode: Dispatch,
  sample: Dispatch,
  kl: Dispatch,
  decode: Dispatch,
  terms: Tensor,
): Dispatch | undefined {
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
  const parts = [encode, sample, kl, decode];
  const fused = dispatch('latent_forward', 'latent.forward', {
    bindings: {
      h,
      parameters,
      stats,
      z,
      y,
      terms,
      partial: partialSums(stats.name, rows, 2 * latentParts(latent), 0),
    },
    slots: { noise, activation },
    constants: {
      ...(sample.constants.STREAM !== undefined && { STREAM: sample.constants.STREAM }),
      WEIGHT2: parameterStart(weight2),
      BIAS2: parameterStart(bias2),
      WEIGHT3: parameterStart(weight3),
      BIAS3: parameterStart(bias3),
    },
  });
  return { ...fused, label: `${encode.label}…${decode.label}`, parts };
}
