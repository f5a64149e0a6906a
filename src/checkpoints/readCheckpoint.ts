import { isWholeNumber, MAX_U32, shown } from '../checks.ts';
import { CheckpointError } from '../errors.ts';
import { readSafetensors, type Safetensors } from '../formats/safetensors.ts';
import { isPlainObject } from '../plainData.ts';
import type { TrainingState } from '../runtime/trainingState.ts';
import { type Checkpoint, FORMAT, VERSION } from './checkpoint.ts';
import { DECODER_FORMAT } from './decoderFile.ts';
import { readKernels } from './kernelRecord.ts';
import { architectureOf, parse } from './metadata.ts';

/**
 * Reads a checkpoint, or a plain file of weights.
 * @throws FormatError if the bytes are not safetensors
 * @throws CheckpointError if the contents are invalid or come from a newer version
 */
export function readCheckpoint(bytes: Uint8Array): Checkpoint {
  const file = readSafetensors(bytes);
  const format = file.metadata.get('format');
  if (format === DECODER_FORMAT) {
    throw new CheckpointError(
      'the file holds a decoder alone, which cannot be trained or encode: load a checkpoint, as ' +
        'save() writes it, instead of what saveDecoder() wrote',
    );
  }
  if (format !== FORMAT) return { file: withoutPrefix(file) };
  const version = file.metadata.get('version');
  if (version !== '1' && version !== String(VERSION)) {
    throw new CheckpointError(
      `the checkpoint has version ${version}, this library reads versions 1 and ${VERSION}: ` +
        'use the version of webgpu-vae that wrote it',
    );
  }
  return {
    made:
      version === '1' ? { config: parse(file, 'config') } : { architecture: architectureOf(file) },
    training: readTraining(file),
    ...(file.metadata.has('kernels') && { kernels: readKernels(file) }),
    file,
  };
}

/** Prefixes that wrappers of PyTorch put before every name: DataParallel, `torch.compile`, Lightning. */
const PREFIXES = ['module.', '_orig_mod.', 'model.'];

/** Plain weights under their own names. */
function withoutPrefix(file: Safetensors): Safetensors {
  const names = [...file.tensors.keys()];
  const prefix = PREFIXES.find((each) => names.every((name) => name.startsWith(each)));
  if (prefix === undefined || names.length === 0) return file;
  const tensors = [...file.tensors].map(
    ([name, tensor]) => [name.slice(prefix.length), tensor] as const,
  );
  return withoutPrefix({ ...file, tensors: new Map(tensors) });
}

function readTraining(file: Safetensors): NonNullable<Checkpoint['training']> {
  const { options, state } = parse(file, 'training');
  const counts = (state ?? {}) as Partial<Record<keyof TrainingState, unknown>>;
  for (const key of ['step', 'epoch', 'row'] as const) {
    const value = counts[key];
    if (isWholeNumber(value, 0, MAX_U32)) continue;
    throw new CheckpointError(
      `the checkpoint's "training" must give "${key}" as a whole number in [0, 2^32), got ${shown(value)}`,
    );
  }
  const groups = isPlainObject(options) ? (options.groups ?? {}) : undefined;
  if (
    !isPlainObject(options) ||
    !isPlainObject(groups) ||
    !Object.values(groups).every(isPlainObject)
  ) {
    throw new CheckpointError(
      `the checkpoint's "training" must give "options" as an object, and in it "groups" as objects ` +
        `by name, got ${shown(options)}`,
    );
  }
  return { options, state: counts as TrainingState };
}
