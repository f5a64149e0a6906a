import { bytesOf } from '../data/arrays.ts';
import { CheckpointError } from '../errors.ts';
import { readSafetensors, type Safetensors, toFloat32 } from '../formats/safetensors.ts';
import { pad } from '../graph/layout.ts';
import { isPlainObject } from '../plainData.ts';
import { MODULE_ABI } from '../wasm/portable.ts';
import {
  COMPILED_FORMAT,
  COMPILED_KEY,
  COMPILED_VERSION,
  type CompiledBuffer,
  type CompiledModel,
  moduleName,
} from './format.ts';
import type { KernelsAhead } from './kernelsAhead.ts';

/** A compiled model with its weights. */
export interface CompiledFile {
  readonly model: CompiledModel;
  /** Padded values, by the tensor's name. */
  readonly weights: ReadonlyMap<string, Float32Array>;
  readonly kernels: KernelsAhead;
}

/**
 * Reads what `compileModel` wrote.
 * @throws FormatError if the bytes are not safetensors
 * @throws CheckpointError for another file, or one of another version
 */
export function readCompiled(source: Uint8Array | ArrayBuffer): CompiledFile {
  const { metadata, tensors } = readSafetensors(bytesOf(source, 'the compiled model'));
  if (metadata.get('format') !== COMPILED_FORMAT) {
    throw new CheckpointError(
      'the file is no compiled model: compileModel of webgpu-vae/compile, or the command ' +
        '"webgpu-vae compile", makes one of a checkpoint',
    );
  }
  const version = metadata.get('version');
  if (version !== COMPILED_VERSION) {
    throw new CheckpointError(
      `the compiled model has version ${version}, this library reads version ` +
        `${COMPILED_VERSION}: compile the checkpoint again`,
    );
  }
  const model = parseModel(metadata);
  const programs = Object.values(model.programs);
  const weights = new Map<string, Float32Array>();
  for (const buffer of programs.flatMap(({ buffers }) => buffers)) {
    const name = buffer.weights;
    if (name !== undefined && !weights.has(name)) weights.set(name, weightOf(tensors, buffer));
  }
  return { model, weights, kernels: kernelsOf(model, tensors) };
}

function parseModel(metadata: Safetensors['metadata']): CompiledModel {
  try {
    const model: unknown = JSON.parse(metadata.get(COMPILED_KEY) ?? '');
    if (isPlainObject(model) && isPlainObject(model.programs)) return model as never;
  } catch {
    // The error below tells it.
  }
  throw new CheckpointError(`the compiled model's "${COMPILED_KEY}" is missing or damaged`);
}

function kernelsOf(
  { webassembly, shaders }: CompiledModel,
  tensors: Safetensors['tensors'],
): KernelsAhead {
  const shells = webassembly?.abi === MODULE_ABI ? webassembly.shells : [];
  return new Map(
    shaders.flatMap(({ code }, place) => {
      const shell = shells[place];
      const bytes = tensors.get(moduleName(place))?.data as Uint8Array<ArrayBuffer> | undefined;
      return shell && bytes ? [[code, { ...shell, bytes }]] : [];
    }),
  );
}

/** @param bytes that the programs take of it */
function weightOf(
  tensors: Safetensors['tensors'],
  { weights: name = '', bytes }: CompiledBuffer,
): Float32Array {
  const tensor = tensors.get(name);
  if (!tensor) throw new CheckpointError(`the compiled model lacks the tensor "${name}"`);
  const values = pad(toFloat32(tensor, name), tensor.shape, name);
  if (values.byteLength === bytes && values.every(Number.isFinite)) return values;
  throw new CheckpointError(
    `the compiled model's tensor "${name}" has another size or values that are not finite: ` +
      'compile the checkpoint again',
  );
}
