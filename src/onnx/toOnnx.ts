import { readCheckpoint } from '../checkpoints/readCheckpoint.ts';
import { readDecoder } from '../checkpoints/readDecoder.ts';
import { readTensor } from '../checkpoints/readTensor.ts';
import { resumedArchitecture } from '../checkpoints/resumedArchitecture.ts';
import { bytesOf } from '../data/arrays.ts';
import { ConfigError } from '../errors.ts';
import type { Family } from '../families/family.ts';
import { familyNames, familyOf, loadFamily } from '../families/registry.ts';
import { OnnxGraph } from '../formats/onnx/graph.ts';
import { writeOnnx } from '../formats/onnx/write.ts';
import type { Bytes } from '../platform.ts';

/** The networks of a model by name, each an ONNX file. */
export interface OnnxModels {
  /**
   * A `vae` or a `vib` has it: `x` `[batch, columns]` → `mu`, `logvar` `[batch, latent]`, and what else describes
   * its posterior. With flows `mu0` and `logvar0`: the Gaussian before them.
   */
  readonly encoder?: Bytes;
  /** A `vae` has it: `z` `[batch, latent]` → `x` `[batch, columns]`, the means. */
  readonly decoder?: Bytes;
  /** A `vib` has it: `z` `[batch, latent]` → `probabilities` `[batch, classes]`. */
  readonly classifier?: Bytes;
  /**
   * A `multimodal` has `NAME.encoder` and `NAME.decoder` of each modality beside the `encoder` of all that are there;
   * families of the app have networks of their own.
   */
  readonly [network: string]: Bytes | undefined;
}

/**
 * Writes the networks of a model as ONNX files (opset 17) for other runtimes. Needs no GPU.
 *
 * All values are f32, and `batch` is any number of rows. Encoder and decoder of a conditional model
 * also take `condition` `[batch, condition]`. An encoder takes values as `encode` takes floats:
 * pixels in [0, 1], not bytes. Of a model with `binarize: 'dynamic'` it takes values that are drawn
 * already. Metadata of the files hold the `architecture` as JSON.
 *
 * @param source what `save` or `saveDecoder` gave, or plain weights that `VAE.load` reads; of a
 *   decoder file only the decoder is written
 * @throws FormatError if the bytes are not safetensors
 * @throws CheckpointError if the file holds no model, or a tensor is missing, has another shape or
 *   is not finite
 * @throws ConfigError for a family, layer, posterior or likelihood that does not say how it is
 *   written as ONNX
 * @example
 * const { encoder, decoder } = await toOnnx(await vae.save());
 */
export async function toOnnx(source: Uint8Array | ArrayBuffer | Blob): Promise<OnnxModels> {
  const buffer = source instanceof Blob ? await source.arrayBuffer() : source;
  const bytes = bytesOf(buffer, 'the checkpoint');
  const decoderFile = readDecoder(bytes);
  const checkpoint = decoderFile ?? readCheckpoint(bytes);
  const given = await resumedArchitecture(checkpoint, {});
  const family = await familyOf(given);
  const architecture = await family.resolve(given);
  const networksOf = await exporterOf(family);
  const networks = Object.entries(networksOf(architecture));
  const wanted = decoderFile ? networks.filter(([name]) => name === 'decoder') : networks;
  const metadata = new Map([['architecture', JSON.stringify(architecture)]]);
  if (wanted.length === 0) {
    throw new ConfigError(`the model family "${family.name}" writes no decoder as ONNX`);
  }
  const files = wanted.map(async ([name, record]) => {
    const graph = new OnnxGraph(name, (parameter, shape) =>
      readTensor(checkpoint.file, parameter, shape),
    );
    await record(graph);
    return [name, writeOnnx(graph, metadata)] as const;
  });
  return Object.fromEntries(await Promise.all(files));
}

/** @throws ConfigError for a family that is not exported, naming those that are */
async function exporterOf({ name, onnx }: Family) {
  if (onnx) return (await onnx()).toOnnx;
  const families = await Promise.all(familyNames().map(loadFamily));
  const exported = families.filter((family) => family.onnx).map((family) => family.name);
  throw new ConfigError(
    `the model family "${name}" does not say how it is written as ONNX: these families do: ${exported.join(', ')}`,
  );
}
