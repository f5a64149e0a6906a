import { meanFormula } from '../distributions/likelihoods/likelihoods.ts';
import type { VaeModel } from '../families/vae/vae.ts';
import { writeSafetensors } from '../formats/safetensors.ts';
import { planTensors } from '../graph/plan.ts';
import type { StateImage } from '../graph/stateLayout.ts';
import { namedTensors } from './namedTensors.ts';

/** What the metadata of such a file call its `format`. */
export const DECODER_FORMAT = 'webgpu-vae-decoder';
const VERSION = '1';

/**
 * The decoder alone as a safetensors file: exactly the parameters that decoding reads, under
 * PyTorch's names. The metadata say the rest: `config` (the whole model's, as JSON), `activation`
 * of the hidden layers as `torch.nn.functional` names it, `likelihood`, and `mean`, the formula
 * that makes means of the last layer's outputs `y`.
 */
export function writeDecoder(model: VaeModel, image: StateImage): Uint8Array<ArrayBuffer> {
  const { config, store } = model;
  const { plan } = model.decoderPlan(1);
  const read = new Set(planTensors(plan).map(({ name }) => name));
  const views = store.views.filter((view) => read.has(view.of));
  const metadata = new Map([
    ['format', DECODER_FORMAT],
    ['version', VERSION],
    ['config', JSON.stringify(config)],
    ['activation', config.activation],
    ['likelihood', config.likelihood.kind],
    ['mean', meanFormula(config.likelihood)],
  ]);
  return writeSafetensors(new Map(namedTensors(store, image, 'parameters', views)), metadata);
}
