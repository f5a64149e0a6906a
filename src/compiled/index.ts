/**
 * The entry `webgpu-vae/inference`: runs models that `webgpu-vae/compile` compiled, without the code
 * that builds and trains models. One file; runs in pages, workers and Node. Its error classes are its
 * own: those of `webgpu-vae` are others with the same names.
 */
export type { Backend, BackendOptions } from '../backend/options.ts';
export type { Dataset } from '../data/dataset.ts';
export {
  type CanvasPixels,
  type Channels,
  fromCanvas,
  fromImageData,
  type ImageDataOptions,
  toImageData,
} from '../data/imageData.ts';
export { oneHotLabels, withLabels } from '../data/labels.ts';
export type { ModelRows, Rows } from '../data/rows.ts';
export * from '../errors.ts';
export type { Architecture } from '../families/model.ts';
export type { AdapterDescription } from '../gpu/describeAdapter.ts';
export type { DeviceSource } from '../gpu/deviceContext.ts';
export type {
  EncodeOptions,
  Encoding,
  SampledEncoding,
  SampleOptions,
} from '../inference/inferenceOptions.ts';
export type { Scores } from '../inference/rowFigures.ts';
export {
  InferenceModel,
  type InferenceOptions,
  type InferenceScoreOptions,
} from './inferenceModel.ts';
