import { CheckpointError } from '../errors.ts';
import { readSafetensors, type Safetensors } from '../formats/safetensors.ts';
import type { Checkpoint } from './checkpoint.ts';
import { scaleName } from './decoderDtypes.ts';
import { DECODER_FORMAT, DECODER_VERSION } from './decoderFile.ts';
import { architectureOf } from './metadata.ts';
import { readTensor } from './readTensor.ts';

/**
 * Reads a file of a decoder alone, as `saveDecoder` writes it, with quantized weights as floats.
 * Undefined for other safetensors files.
 * @throws FormatError if the bytes are not safetensors
 * @throws CheckpointError if the contents are invalid or come from another version
 */
export function readDecoder(bytes: Uint8Array): Checkpoint | undefined {
  const file = readSafetensors(bytes);
  if (file.metadata.get('format') !== DECODER_FORMAT) return undefined;
  const version = file.metadata.get('version');
  if (version !== DECODER_VERSION) {
    throw new CheckpointError(
      `the decoder file has version ${version}, this library reads version ${DECODER_VERSION}: ` +
        'save the decoder again',
    );
  }
  return { made: { architecture: architectureOf(file) }, file: dequantized(file) };
}

function dequantized(file: Safetensors): Safetensors {
  const tensors = new Map(file.tensors);
  for (const [name, { dtype, shape, data }] of file.tensors) {
    if (dtype !== 'I8') continue;
    const scales = readTensor(file, scaleName(name), [shape[0] ?? 1, ...shape.slice(1).fill(1)]);
    const numbers = new Int8Array(data.buffer, data.byteOffset, data.byteLength);
    const columns = numbers.length / scales.length;
    const values = Float32Array.from(
      numbers,
      (number, i) => number * (scales[Math.floor(i / columns)] ?? 0),
    );
    tensors.set(name, { dtype: 'F32', shape, data: new Uint8Array(values.buffer) });
  }
  return { ...file, tensors };
}
