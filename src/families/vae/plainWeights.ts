import type { Architecture } from '../model.ts';
import { fromConfig } from './shortForm.ts';

/**
 * The architecture of weights under the names of PyTorch's VAE example: fc1 (fc1.0, fc1.1, … of
 * several hidden layers), fc21 and fc22, fc3, fc4. Undefined for other tensors.
 * Source: https://github.com/pytorch/examples/tree/main/vae
 * @param shapes by tensor name; a weight is `[outputs, inputs]`
 */
export function architectureOfWeights(
  shapes: ReadonlyMap<string, readonly number[]>,
): Architecture | undefined {
  const several = [...shapes.keys()].filter((name) => /^fc1\.\d+\.weight$/.test(name));
  const encoder = several.length > 0 ? several.map((_, i) => `fc1.${i}.weight`) : ['fc1.weight'];
  const hidden = encoder.flatMap((name) => shapes.get(name)?.[0] ?? []);
  const input = shapes.get('fc4.weight')?.[0];
  const latent = shapes.get('fc21.weight')?.[0];
  if (input === undefined || latent === undefined) return undefined;
  // The inputs of the decoder's first layer are z and the condition.
  const first = shapes.get('fc3.0.weight') ?? shapes.get('fc3.weight') ?? shapes.get('fc4.weight');
  const condition = Math.max(0, (first?.[1] ?? latent) - latent);
  return { ...fromConfig({ input, hidden, latent, condition }), family: 'vae' };
}
