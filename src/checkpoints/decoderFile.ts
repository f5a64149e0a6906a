import type { Model } from '../families/model.ts';
import { programOf } from '../families/program.ts';
import { writeSafetensors } from '../formats/safetensors.ts';
import { planTensors } from '../graph/plan.ts';
import type { StateImage } from '../graph/stateLayout.ts';
import type { View } from '../graph/view.ts';
import { drawnNoise } from '../ops/noise.ts';
import type { Bytes } from '../platform.ts';
import { streams } from '../random/streams.ts';
import { storages } from './decoderDtypes.ts';
import type { DecoderOptions } from './decoderOptions.ts';
import { namedTensors } from './namedTensors.ts';

/** Value of `format` in the metadata of a decoder file. */
export const DECODER_FORMAT = 'webgpu-vae-decoder';
export const DECODER_VERSION = '2';

/**
 * Writes the decoder as a safetensors file: exactly the parameters and variables that decoding
 * reads, under PyTorch's names. `int8` stores a matrix `W` as whole numbers, with a scale for each of its rows in
 * `W.scale`; then W = numbers · scale. The metadata contain the `architecture` of the whole model as JSON, and
 * additions of the model's family: for a VAE the `activation` of the hidden layers, named as in
 * `torch.nn.functional`, the `likelihood`, and `mean`, the formula that maps the last layer's
 * outputs `y` to means; and the `dtype`, if it is not f32.
 * @throws ConfigError for a model without a decoder, or weights that a float16 cannot hold
 */
export function writeDecoder(
  model: Model,
  image: StateImage,
  dtype: NonNullable<DecoderOptions['dtype']>,
): Bytes {
  const { architecture, store, decoderNotes = {} } = model;
  const { plan } = programOf(model, 'decode').record({
    source: { rows: 1, ring: 1, dataRows: 1, dtypes: {} },
    noise: drawnNoise(streams.inference),
    samples: 1,
  });
  const read = new Set(planTensors(plan).map(({ name }) => name));
  const seen = (views: readonly View[]): View[] => views.filter((view) => read.has(view.of));
  const { tensors, notes } = storages[dtype];
  const metadata = new Map([
    ['format', DECODER_FORMAT],
    ['version', DECODER_VERSION],
    ['architecture', JSON.stringify(architecture)],
    ...Object.entries({ ...decoderNotes, ...notes }),
  ]);
  const named = [
    ...namedTensors(store, image, 'parameters', seen(store.views)),
    ...namedTensors(store, image, 'variables', seen(store.variableViews)),
  ];
  return writeSafetensors(new Map(named.flatMap(tensors)), metadata);
}
