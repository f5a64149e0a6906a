import type { Model } from '../families/model.ts';
import { programOf } from '../families/program.ts';
import { writeSafetensors } from '../formats/safetensors.ts';
import { planTensors } from '../graph/plan.ts';
import type { StateImage } from '../graph/stateLayout.ts';
import { drawnNoise } from '../ops/noise.ts';
import type { Bytes } from '../platform.ts';
import { streams } from '../random/streams.ts';
import { namedTensors } from './namedTensors.ts';

/** Value of `format` in the metadata of a decoder file. */
export const DECODER_FORMAT = 'webgpu-vae-decoder';
const VERSION = '2';

/**
 * Writes the decoder as a safetensors file: exactly the parameters that decoding reads, under
 * PyTorch's names. The metadata contain the `architecture` of the whole model as JSON, and
 * additions of the model's family: for a VAE the `activation` of the hidden layers, named as in
 * `torch.nn.functional`, the `likelihood`, and `mean`, the formula that maps the last layer's
 * outputs `y` to means.
 * @throws ConfigError for a model without a decoder
 */
export function writeDecoder(model: Model, image: StateImage): Bytes {
  const { architecture, store, decoderNotes = {} } = model;
  const { plan } = programOf(model, 'decode').record({
    source: { rows: 1, ring: 1, dataRows: 1, dtypes: {} },
    noise: drawnNoise(streams.inference),
    samples: 1,
  });
  const read = new Set(planTensors(plan).map(({ name }) => name));
  const views = store.views.filter((view) => read.has(view.of));
  const metadata = new Map([
    ['format', DECODER_FORMAT],
    ['version', VERSION],
    ['architecture', JSON.stringify(architecture)],
    ...Object.entries(decoderNotes),
  ]);
  return writeSafetensors(new Map(namedTensors(store, image, 'parameters', views)), metadata);
}
